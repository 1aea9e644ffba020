import { canonicalJson, isObject, type Json, parseId } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { ComparedPart, OpenRecord, RecordWords } from '#records/stages';
import type { Categories } from './categories.ts';
import { termUrl } from './category.ts';
import { TERM, VOCABULARY } from './term-documents.ts';

type Words = ReadonlyMap<string, string>;

/** What people call the parts, in the order in which their forms have them. */
const VOCABULARY_PARTS: Words = new Map([
  ['label', 'Name'],
  ['name', 'Machine name'],
  ['description', 'Description'],
]);
const TERM_PARTS: Words = new Map([
  ['name', 'Name'],
  ['description', 'Description'],
  ['synonyms', 'Other names'],
  ['parents', 'Stands under'],
  ['weight', 'Place in its vocabulary'],
  ['vocabulary', 'Vocabulary'],
]);

/** What screens of stages say about vocabularies and terms. */
export function createCategoryWords(
  categories: Pick<Categories, 'listVocabularies' | 'findTerms'>,
): readonly RecordWords[] {
  /** What the terms are called that any side says it stands under. */
  const namesOf = async (ctx: RequestContext, { base, mine, theirs }: OpenRecord) => {
    const ids = [base, mine, theirs].flatMap(({ parts }) => parentIds(parts?.['parents']));
    const found = await categories.findTerms(
      ctx,
      ids.flatMap((id) => parseId<'term'>(id) ?? []),
    );
    return new Map(found.map(({ id, name }) => [id, name]));
  };
  return [
    {
      type: VOCABULARY,
      async describe(ctx, ids) {
        if (!can(ctx.actor, 'access content')) return new Map();
        const there = new Map(
          (await categories.listVocabularies(ctx)).map(({ id, name }) => [String(id), name]),
        );
        return new Map(
          ids.map((id) => {
            const name = there.get(id);
            const url = name === undefined ? {} : { url: `/admin/categories/${name}` };
            return [id, { kind: 'Vocabulary', ...url }];
          }),
        );
      },
      compare: async (_ctx, record) => compare(record, VOCABULARY_PARTS, new Map()),
    },
    {
      type: TERM,
      async describe(ctx, ids) {
        if (!can(ctx.actor, 'access content')) return new Map();
        const known = ids.flatMap((id) => parseId<'term'>(id) ?? []);
        const there = new Set<string>(
          (await categories.findTerms(ctx, known)).map((term) => term.id),
        );
        return new Map(
          ids.map((id) => [id, { kind: 'Term', ...(there.has(id) ? { url: termUrl(id) } : {}) }]),
        );
      },
      idOf: (path) => /^\/term\/([^/]+)/.exec(path)?.[1],
      compare: async (ctx, record) => compare(record, TERM_PARTS, await namesOf(ctx, record)),
    },
  ];
}

function compare(record: OpenRecord, words: Words, names: Words): readonly ComparedPart[] {
  const differing = new Set([...record.parts, ...record.merged.map(({ part }) => part)]);
  const parts = [...new Set([...words.keys(), ...differing])];
  return parts
    .filter((part) => differing.has(part))
    .map((part) => compared(record, part, words.get(part) ?? part, names));
}

function compared(
  { base, mine, theirs }: OpenRecord,
  part: string,
  label: string,
  names: Words,
): ComparedPart {
  const text = ({ parts }: OpenRecord['base']) => textOf(part, parts?.[part], names);
  return {
    part,
    label,
    prose: part === 'description',
    base: text(base),
    mine: text(mine),
    theirs: text(theirs),
  };
}

function textOf(part: string, value: Json | undefined, names: Words): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (part === 'parents')
    return parentIds(value)
      .map((id) => names.get(id) ?? id)
      .join('\n');
  return Array.isArray(value) ? value.map(String).join('\n') : canonicalJson(value);
}

function parentIds(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => (isObject(one) ? [String(one['id'])] : []));
}
