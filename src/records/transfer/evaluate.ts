import { isObject } from '#base';
import { basename, dirname, extname } from 'node:path';
import { type Expression, type FilePart, type SourceFile, TermWish } from './mapping.ts';
import { transform } from './transforms.ts';

/** What an expression comes to: JSON in which terms are still wishes. undefined is nothing. */
export type Evaluated =
  | string
  | number
  | boolean
  | null
  | undefined
  | TermWish
  | readonly Evaluated[]
  | { readonly [key: string]: Evaluated };

/** The value of `expression` for one record of `file`. */
export function evaluate(expression: Expression, record: unknown, file: SourceFile): Evaluated {
  const found = fromSource(expression, record, file);
  const value = isNothing(found) ? (expression.default ?? undefined) : found;
  if (isNothing(value)) return undefined;
  const { split } = expression;
  const parts =
    split !== undefined && typeof value === 'string'
      ? value.split(split).flatMap((part) => part.trim() || [])
      : value;
  return Array.isArray(parts)
    ? parts.map((part: Evaluated) => step(expression, part)).filter((part) => !isNothing(part))
    : step(expression, parts);
}

/** Missing, null and empty text are all the same to a source. */
export function isNothing(value: Evaluated): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

function fromSource({ source }: Expression, record: unknown, file: SourceFile): Evaluated {
  switch (source.kind) {
    case 'from':
      return read(record, source.path);
    case 'constant':
      return source.value;
    case 'file':
      return filePart(file, source.part);
    case 'object': {
      const parts = source.parts.map(([key, part]) => [key, evaluate(part, record, file)] as const);
      // A constant alone makes no value: a link text without a link, a currency without a price.
      const given = parts.some(
        ([, value], index) =>
          !isNothing(value) && source.parts[index]?.[1].source.kind !== 'constant',
      );
      return given
        ? Object.fromEntries(parts.filter(([, value]) => value !== undefined))
        : undefined;
    }
    case 'list': {
      const values = source.parts
        .flatMap((part) => evaluate(part, record, file))
        .filter((value) => !isNothing(value));
      return values.length > 0 ? values : undefined;
    }
    case 'first':
      return source.parts.map((part) => evaluate(part, record, file)).find((v) => !isNothing(v));
    default:
      return source satisfies never;
  }
}

function step(expression: Expression, value: Evaluated): Evaluated {
  let current = value;
  for (const each of expression.transforms) {
    // Transforms act on plain values; of objects they would not know which part is meant.
    if (isPlain(current)) current = transform(current, each);
  }
  if (expression.values && isPlain(current)) {
    current = expression.values.get(String(current)) ?? current;
  }
  if (expression.term && isPlain(current) && !isNothing(current)) {
    return new TermWish({ ...expression.term, name: String(current) });
  }
  return current;
}

function isPlain(value: Evaluated): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** `venue.city`: a key of that name, else the way down through objects and lists. */
function read(record: unknown, path: string): Evaluated {
  if (isObject(record) && Object.hasOwn(record, path)) return record[path] as Evaluated;
  let value: unknown = record;
  for (const key of path.split('.')) {
    if (Array.isArray(value) && /^\d{1,9}$/.test(key)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  // Records are parsed JSON or cells of CSV.
  return value as Evaluated;
}

function filePart(file: SourceFile, part: FilePart): string {
  const name = basename(file.path);
  switch (part) {
    case 'name':
      return name;
    case 'stem':
      return basename(name, extname(name));
    case 'folder':
      return basename(dirname(file.path));
    case 'path':
      return file.shown;
    default:
      return part satisfies never;
  }
}
