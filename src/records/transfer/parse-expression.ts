import { isObject, type Json, pointer, type Problem } from '#base';
import {
  type Expression,
  FILE_PARTS,
  type Source,
  type Transform,
  TRANSFORMS,
  type TransformName,
} from './mapping.ts';

const SOURCES = ['from', 'constant', 'file', 'object', 'list', 'first'] as const;
const STEPS = ['default', 'split', 'transform', 'values', 'term', 'create'];
const NOTHING: Source = { kind: 'constant', value: null };

/** Reads expressions of a mapping file and gathers what is wrong with them. */
export function createExpressionParser() {
  const problems: Problem[] = [];
  const vocabularies: { readonly name: string; readonly at: string }[] = [];
  const problem = (at: string, code: string, message: string): void => {
    problems.push({ pointer: at, code, message });
  };

  function parse(given: unknown, at: string): Expression {
    // `title: name` is short for `title: { from: name }`.
    if (typeof given === 'string') return plain({ kind: 'from', path: given });
    if (!isObject(given)) {
      problem(at, 'type', `Say where it comes from, e.g. “from: name” or “constant: true”.`);
      return plain(NOTHING);
    }
    for (const key of Object.keys(given)) {
      const known = [...SOURCES, ...STEPS];
      if (!known.includes(key))
        problem(
          `${at}${pointer(key)}`,
          'unknown_key',
          `This is not known; known are ${known.join(', ')}.`,
        );
    }
    return {
      source: parseSource(given, at),
      // It came out of YAML: there is nothing in it that JSON could not say, but dates.
      default: given['default'] === undefined ? undefined : (given['default'] as Json),
      split: parseSplit(given['split'], `${at}/split`),
      transforms: parseTransforms(given['transform'], `${at}/transform`),
      values: parseValues(given['values'], `${at}/values`),
      term: parseTerm(given['term'], given['create'], at),
    };
  }

  function parseSource(given: Record<string, unknown>, at: string): Source {
    const [kind, ...more] = SOURCES.filter((each) => given[each] !== undefined);
    if (kind === undefined || more.length > 0) {
      problem(at, 'source', `It needs exactly one of ${SOURCES.join(', ')}.`);
      return NOTHING;
    }
    const value = given[kind];
    switch (kind) {
      case 'constant':
        return { kind, value: value as Json };
      case 'from':
        if (typeof value === 'string' && value !== '') return { kind, path: value };
        problem(`${at}/from`, 'type', 'This should be the name of a value in the source.');
        return NOTHING;
      case 'file': {
        const part = FILE_PARTS.find((each) => each === value);
        if (part) return { kind, part };
        problem(`${at}/file`, 'not_allowed', `This should be ${FILE_PARTS.join(', ')}.`);
        return NOTHING;
      }
      case 'object':
        if (isObject(value)) {
          const parts = Object.entries(value).map(
            ([key, part]) => [key, parse(part, `${at}/object${pointer(key)}`)] as const,
          );
          return { kind, parts };
        }
        problem(`${at}/object`, 'type', 'This should name the parts of the value.');
        return NOTHING;
      case 'list':
      case 'first':
        if (Array.isArray(value)) {
          return {
            kind,
            parts: value.map((part: unknown, index) => parse(part, `${at}/${kind}/${index}`)),
          };
        }
        problem(`${at}/${kind}`, 'type', 'This should be a list.');
        return NOTHING;
      default:
        return kind satisfies never;
    }
  }

  function parseSplit(given: unknown, at: string): string | undefined {
    if (given === undefined || (typeof given === 'string' && given !== '')) return given;
    problem(at, 'type', 'This should be the text between two values, e.g. ",".');
    return undefined;
  }

  function parseTransforms(given: unknown, at: string): readonly Transform[] {
    if (given === undefined) return [];
    const steps: readonly unknown[] = Array.isArray(given) ? given : [given];
    return steps.flatMap((step): readonly Transform[] => {
      if (isObject(step) && typeof step['date'] === 'string' && Object.keys(step).length === 1) {
        return [{ name: 'date', pattern: step['date'] }];
      }
      const name: TransformName | undefined = TRANSFORMS.find((each) => each === step);
      if (name) return [{ name, pattern: undefined }];
      problem(
        at,
        'not_allowed',
        `Known are ${TRANSFORMS.join(', ')}; a date may say how it is written: { date: DD.MM.YYYY }.`,
      );
      return [];
    });
  }

  function parseValues(given: unknown, at: string): Expression['values'] {
    if (given === undefined) return undefined;
    if (isObject(given)) return new Map(Object.entries(given as Record<string, Json>));
    problem(at, 'type', 'This should say for values of the source what they are here.');
    return undefined;
  }

  function parseTerm(term: unknown, create: unknown, at: string): Expression['term'] {
    if (create !== undefined && (term === undefined || typeof create !== 'boolean'))
      problem(`${at}/create`, 'type', 'This should be true or false, beside “term”.');
    if (term === undefined) return undefined;
    if (typeof term === 'string') {
      vocabularies.push({ name: term, at: `${at}/term` });
      return { vocabulary: term, create: create === true };
    }
    problem(`${at}/term`, 'type', 'This should be the machine name of a vocabulary.');
    return undefined;
  }

  return { parse, problem, problems, vocabularies };
}

function plain(source: Source): Expression {
  return {
    source,
    default: undefined,
    split: undefined,
    transforms: [],
    values: undefined,
    term: undefined,
  };
}
