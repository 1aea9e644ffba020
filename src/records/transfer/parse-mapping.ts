import { isObject, pointer } from '#base';
import { parseDocument } from 'yaml';
import type { FieldMapping, Mapping, SourceFormat } from './mapping.ts';
import { createExpressionParser } from './parse-expression.ts';
import { MappingInvalid } from './transfer-errors.ts';

const FORMATS = ['json', 'ndjson', 'csv'] as const;
const KEYS = ['source', 'format', 'records', 'delimiter', 'key', 'title', 'status', 'created'];

/**
 * A mapping from the text of its YAML file. `fields` are the names of the fields that there are;
 * everything that is wrong is thrown at once, with its place.
 */
export function parseMapping(text: string, fields: readonly string[]): Mapping {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) {
    throw new MappingInvalid([{ pointer: '', code: 'yaml', message: broken.message.trim() }]);
  }
  const given: unknown = document.toJS({ maxAliasCount: 100 });
  const parser = createExpressionParser();
  const { problem } = parser;
  if (!isObject(given)) {
    problem('', 'type', 'It should be a list of settings: source, key, title, fields.');
    throw new MappingInvalid(parser.problems);
  }
  for (const key of Object.keys(given).filter((key) => ![...KEYS, 'fields'].includes(key))) {
    problem(
      pointer(key),
      'unknown_key',
      `This is not known; known are ${KEYS.join(', ')}, fields.`,
    );
  }

  const optional = (key: string) =>
    given[key] === undefined ? undefined : parser.parse(given[key], pointer(key));
  const mapping: Mapping = {
    source: parseSource(given['source']),
    format: parseFormat(given['format']),
    records: parseRecords(given['records']),
    delimiter: parseDelimiter(given['delimiter']),
    key: parseKey(given['key']),
    title: optional('title'),
    status: optional('status'),
    created: optional('created'),
    fields: new Map(parseFields(given['fields'])),
    vocabularies: parser.vocabularies,
  };
  if (parser.problems.length > 0) throw new MappingInvalid(parser.problems);
  return mapping;

  function parseSource(value: unknown): string {
    if (typeof value === 'string' && /^[\w .:/-]{1,100}$/.test(value)) return value;
    problem('/source', 'required', 'Give the source a name of its own, e.g. conferences.');
    return '';
  }

  function parseFormat(value: unknown): SourceFormat | undefined {
    const format = FORMATS.find((each) => each === value);
    if (value !== undefined && !format)
      problem('/format', 'not_allowed', `This should be ${FORMATS.join(', ')}.`);
    return format;
  }

  function parseRecords(value: unknown): Mapping['records'] {
    if (value === undefined) return undefined;
    if (value === '.') return 'whole';
    if (typeof value === 'string' && /^[^.\s][^\s]*$/.test(value)) return value.split('.');
    problem('/records', 'type', 'Say where the list of records is, e.g. data.items.');
    return undefined;
  }

  function parseDelimiter(value: unknown): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.length === 1) return value;
    problem('/delimiter', 'type', 'This should be one character, e.g. ";".');
    return undefined;
  }

  function parseKey(value: unknown): Mapping['key'] {
    const parts: readonly unknown[] = Array.isArray(value)
      ? value
      : value === undefined
        ? []
        : [value];
    if (parts.length === 0) {
      const message =
        'Say which values tell one record from another and stay the same, e.g. [id] or [name, startDate].';
      problem('/key', 'required', message);
    }
    return parts.map((part, index) => parser.parse(part, pointer('key', index)));
  }

  function parseFields(value: unknown): readonly (readonly [string, FieldMapping])[] {
    if (value === undefined) return [];
    if (!isObject(value)) {
      problem('/fields', 'type', 'This should name fields and say where their values come from.');
      return [];
    }
    return Object.entries(value).map(([name, said]) => {
      const at = pointer('fields', name);
      if (!fields.includes(name)) {
        const known = fields.length > 0 ? `It has ${fields.join(', ')}.` : 'It has none.';
        problem(at, 'unknown_field', `The item type has no field “${name}”. ${known}`);
      }
      const { invalid, ...rest } = isObject(said) ? said : { invalid: undefined };
      const expression = parser.parse(isObject(said) ? rest : said, at);
      if (invalid !== undefined && invalid !== 'omit' && invalid !== 'refuse')
        problem(`${at}/invalid`, 'not_allowed', 'This should be refuse or omit.');
      return [name, { expression, invalid: invalid === 'omit' ? 'omit' : 'refuse' }] as const;
    });
  }
}
