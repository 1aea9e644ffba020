import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { manifestSchema } from './manifest.ts';

/** What is wrong with a manifest: the key, and a sentence. */
export interface ManifestProblem {
  readonly key: string;
  readonly message: string;
}

/** The parts of a schema that say what is expected. */
interface Node {
  readonly expected?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: boolean | Node;
}

type Difference = ReturnType<typeof Errors>[number];

/** Every difference between what a manifest says and what it may say, in plain words. */
export function manifestProblems(table: unknown): readonly ManifestProblem[] {
  const schema: TSchema = manifestSchema;
  return Errors(schema, table).flatMap((difference) => {
    const keys = difference.instancePath.split('/').slice(1);
    const node = nodeAt(keys);
    const inside = keys[0] === 'tables' ? `${keys.join('.')}.` : '';
    switch (difference.keyword) {
      case 'required':
        return difference.params.requiredProperties.map((key) => ({
          key: lineKey([...keys, key]),
          message: `“${inside}${key}” is missing. It is ${expectedOf(node.properties?.[key])}.`,
        }));
      case 'additionalProperties':
        if (typeof node.additionalProperties === 'object') return [];
        return difference.params.additionalProperties.map((key) => ({
          key: lineKey([...keys, key]),
          message: `“${inside}${key}” is not known here; there are ${Object.keys(node.properties ?? {}).join(', ')}.`,
        }));
      case 'boolean':
        // Said once more as the key that is not known.
        return [];
      default:
        return [wrongValue(difference, keys, node, table)];
    }
  });
}

function wrongValue(
  { instancePath }: Difference,
  keys: readonly string[],
  node: Node,
  table: unknown,
): ManifestProblem {
  const key = lineKey(keys);
  const named = keys[0] === 'tables' ? keys.filter((one) => !ofList(one)).join('.') : key;
  const what = instancePath === '' ? 'It' : `“${named}”`;
  const where = ofList(keys.at(-1)) ? `Each of ${what}` : what;
  const is = short(valueAt(table, keys));
  return { key, message: `${where} must be ${expectedOf(node)}. It is ${is}.` };
}

/** What begins the line that is about it: columns stand in lines of their own. */
function lineKey(keys: readonly string[]): string {
  const [first, table = '', part, column] = keys;
  if (first !== 'tables') return keys.findLast((one) => !ofList(one)) ?? '';
  return part === 'columns' && column !== undefined ? column : `tables.${table}`;
}

function ofList(key: string | undefined): boolean {
  return key !== undefined && /^\d+$/.test(key);
}

function expectedOf(node: Node | undefined): string {
  return node?.expected ?? 'something else';
}

function nodeAt(keys: readonly string[]): Node {
  // JSON Schema, of which the library's types say less.
  let node = manifestSchema as Node;
  for (const key of keys) {
    const { items, properties, additionalProperties: others } = node;
    node = properties?.[key] ?? items ?? (typeof others === 'object' ? others : {});
  }
  return node;
}

function valueAt(table: unknown, keys: readonly string[]): unknown {
  let value = table;
  for (const key of keys) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
