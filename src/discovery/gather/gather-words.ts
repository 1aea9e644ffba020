import { canonicalJson } from '#base';
import type { ComparedPart, OpenRecord, RecordWords } from '#records/stages';
import type { Gathers } from './gathers.ts';
import { GATHER } from './store/gather-documents.ts';

/** What people call the parts of a listing, in the order in which the builder has them. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['label', 'Name'],
  ['name', 'Machine name'],
  ['description', 'Description'],
  ['base', 'What it lists'],
  ['defaults', 'What all displays have in common'],
  ['displays', 'Displays'],
  ['enabled', 'Whether it is shown'],
]);

/** What screens of stages say about listings. */
export function createGatherWords(gathers: Pick<Gathers, 'find'>): RecordWords {
  return {
    type: GATHER,
    describe: async ({ stage }, names) =>
      new Map(
        names.flatMap((name) =>
          gathers.find(name, stage)
            ? [[name, { url: `/admin/gathers/${name}/edit`, kind: 'Gather' }]]
            : [],
        ),
      ),
    compare: async (_ctx, record) => {
      const differing = new Set([...record.parts, ...record.merged.map(({ part }) => part)]);
      const names = [...new Set([...PARTS.keys(), ...differing])];
      return names.filter((part) => differing.has(part)).map((part) => compared(record, part));
    },
  };
}

function compared({ base, mine, theirs }: OpenRecord, part: string): ComparedPart {
  const text = ({ parts }: OpenRecord['base']) => textOf(parts?.[part]);
  return {
    part,
    label: PARTS.get(part) ?? part,
    prose: part === 'description',
    base: text(base),
    mine: text(mine),
    theirs: text(theirs),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === undefined ? '' : JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 2);
}
