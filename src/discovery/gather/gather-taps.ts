import { answerOf, defineTap } from '#grammar/taps';
import { Type } from 'typebox';
import { completeSections, type SectionsInput } from './definition/complete-gather.ts';
import type { Sections } from './definition/gather.ts';
import { SECTIONS } from './definition/gather-schema.ts';

const NAME = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });
const LABEL = Type.String({ minLength: 1, maxLength: 100 });

const LISTED = Type.Object(
  {
    table: NAME,
    label: LABEL,
    help: Type.Optional(Type.String({ maxLength: 300 })),
    permission: Type.String({ minLength: 1, maxLength: 100 }),
    columns: Type.Optional(
      Type.Array(Type.Object({ name: NAME, label: LABEL }, { additionalProperties: false }), {
        maxItems: 50,
      }),
    ),
  },
  { additionalProperties: false },
);

/** A table that a plugin lets listings use. */
export interface ListedTable {
  readonly table: string;
  readonly label: string;
  readonly help?: string;
  readonly permission: string;
  readonly columns?: readonly { readonly name: string; readonly label: string }[];
}

export const gatherInfo = defineTap<Record<string, never>, readonly ListedTable[]>({
  name: 'gather_info',
  about:
    'Asked of one plugin when it is enabled or updated, and kept: which of its tables site builders may list, as `{ table, label, help?, permission, columns?: [{ name, label }] }`. Who has the permission sees all rows of it. Without `columns` all of them are offered under their names. The table has a serial column `id`.',
  failure: 'abort',
  concernsOne: true,
  check: answerOf(Type.Array(LISTED, { maxItems: 20 })),
});

/** What of a listing plugins may change. */
type Changing = 'filters' | 'sorts' | 'fields' | 'pager' | 'empty';

const { filters, sorts, fields, pager, empty } = SECTIONS.properties;
const CHANGES = Type.Object(
  { filters, sorts, fields, pager, empty },
  { additionalProperties: false },
);

/** What plugins are told of a listing that is about to run. */
export interface AlteredGather {
  readonly gather: string;
  readonly display: string;
  readonly base: string;
  readonly arguments: { readonly [id: string]: string };
  readonly sections: Pick<Sections, Changing>;
}

export const gatherAlter = defineTap<AlteredGather, Pick<SectionsInput, Changing>>({
  name: 'gather_alter',
  about:
    'Asked before a listing runs: filters, sorts, fields, pager or the words for nothing to take in place of its own, each as a whole. What becomes of the listing is checked like one that is saved, and the answer of a plugin that makes it wrong is left out. Who may see what stays as it is.',
  failure: 'leave_out',
  check: answerOf(CHANGES),
  next: (input, answer) => ({
    ...input,
    sections: { ...input.sections, ...completeSections(answer) },
  }),
});

/** The tap of this room that is asked of one plugin. */
export const gatherBroughtTaps = [gatherInfo] as const;
/** The taps of this room. */
export const gatherTaps = [...gatherBroughtTaps, gatherAlter] as const;
