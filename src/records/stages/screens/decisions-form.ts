import { isObject } from '#base';
import type {
  FormDefinition,
  FormElement,
  FormElements,
  FormOutcome,
  FormValues,
} from '#grammar/forms';
import type { RequestContext } from '#grammar/access';
import { type Element, paragraph } from '#grammar/render';
import type { Side } from '../publish/merge-parts.ts';
import type { OpenRecord } from '../publish/open-records.ts';
import { type SeenRecords, seenStates } from '../publish/seen-states.ts';
import type { Decision, Decisions } from '../publish/settle.ts';
import type { ComparedRecord } from './compared-records.ts';
import type { ComparedPart } from './record-words.ts';
import type { DecisionWords } from './decision-words.ts';
import { versionsElement } from './versions.ts';

export interface DecisionsArgs {
  readonly records: readonly ComparedRecord[];
  readonly said: DecisionWords;
  /** What stands above what there is to decide. */
  readonly lead?: Element;
  /** Where “Cancel” leads. */
  readonly back: string;
  /** Does what was decided. */
  decide(ctx: RequestContext, decisions: Decisions, seen: SeenRecords): Promise<FormOutcome>;
}

/** The group that all decisions are in; of each record one below it. */
const DECIDE = 'decide';

/** Lets somebody say, part by part, which side counts where both changed the same. */
export function decisionsForm(): FormDefinition<DecisionsArgs> {
  return {
    id: 'stage_decisions',
    build: async (_ctx, { records, said, lead }) => ({
      elements: {
        ...(lead ? { lead: { kind: 'static', element: lead } } : {}),
        [DECIDE]: {
          kind: 'group',
          look: 'plain',
          access: records.length > 0,
          elements: Object.fromEntries(
            records.map((record) => [record.record.key, recordGroup(record, said)]),
          ),
        },
      },
      actions: {
        decide: { label: said.action, look: said.look, icon: said.icon },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
      warnOnLeave: records.length > 0,
    }),
    async submit(ctx, { records, back, decide }, values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: back };
      return decide(ctx, decisionsOf(records, values), seenOf(records));
    },
  };
}

/**
 * Whether something that is to be decided became another thing since the form was shown: what was
 * chosen about it is not taken, and it is asked for again.
 */
export function movedMeanwhile(
  records: readonly ComparedRecord[],
  sent: ReadonlyMap<string, readonly string[]>,
): boolean {
  return records.some(
    ({ record }) => sent.get(`${DECIDE}[${record.key}]`)?.[0] !== stateOf(record),
  );
}

/** What its author sees when they decide. */
function seenOf(records: readonly ComparedRecord[]): SeenRecords {
  return Object.fromEntries(records.map(({ record }) => [record.key, stateOf(record)]));
}

function stateOf({ mine, base, theirs }: OpenRecord): string {
  return seenStates({ mine: mine.state, base: base.state, theirs: theirs.state });
}

function recordGroup(compared: ComparedRecord, said: DecisionWords): FormElement {
  const { record, label, open, merged } = compared;
  return {
    kind: 'group',
    look: 'fieldset',
    label,
    of: stateOf(record),
    elements: {
      ...(record.parts.length === 0
        ? presence(compared, said)
        : Object.fromEntries(open.map((part) => [part.part, partGroup(part, said)]))),
      ...(merged.length > 0
        ? { merged: { kind: 'static' as const, element: mergedNote(compared, said) } }
        : {}),
    },
  };
}

function partGroup(part: ComparedPart, said: DecisionWords): FormElement {
  const { base, prose } = part;
  return {
    kind: 'group',
    look: 'fieldset',
    label: part.label,
    elements: {
      versions: {
        kind: 'static',
        element: versionsElement([
          { label: said.base, before: base, after: base, prose },
          { label: said.mine, before: base, after: part.mine, prose },
          { label: said.theirs, before: base, after: part.theirs, prose },
        ]),
      },
      keep: sides(part.label, said.keepMine, said.keepTheirs),
    },
  };
}

function presence({ record: { mine }, label }: ComparedRecord, said: DecisionWords): FormElements {
  const words = said.presence(mine.state.is !== 'version');
  return {
    what: { kind: 'static', element: paragraph(words.what) },
    keep: sides(label, words.mine, words.theirs),
  };
}

function sides(about: string, mine: string, theirs: string): FormElement {
  return {
    kind: 'radios',
    label: `What counts for “${about}”`,
    required: true,
    options: [
      { value: 'mine', label: mine },
      { value: 'theirs', label: theirs },
    ],
  };
}

function mergedNote({ record, merged }: ComparedRecord, said: DecisionWords): Element {
  const sideOf = new Map(record.merged.map(({ part, side }) => [part, side]));
  const names = merged.map(
    ({ part, label }) => `${label} (${sideOf.get(part) === 'mine' ? said.mine : said.theirs})`,
  );
  return paragraph(`Changed on one side only, and merged by itself: ${names.join(', ')}.`, {
    class: 'muted',
  });
}

function decisionsOf(records: readonly ComparedRecord[], values: FormValues): Decisions {
  const entered = objectIn(values, DECIDE);
  return Object.fromEntries(
    records.flatMap(({ record }): [string, Decision][] => {
      const group = objectIn(entered, record.key);
      if (record.parts.length === 0) {
        const side = sideIn(group);
        return side ? [[record.key, side]] : [];
      }
      const parts = record.parts.flatMap((part): [string, Side][] => {
        const side = sideIn(objectIn(group, part));
        return side ? [[part, side]] : [];
      });
      return [[record.key, Object.fromEntries(parts)]];
    }),
  );
}

function objectIn(
  values: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, unknown> {
  const value = values[name];
  return isObject(value) ? value : {};
}

function sideIn(group: Readonly<Record<string, unknown>>): Side | undefined {
  const { keep } = group;
  return keep === 'mine' || keep === 'theirs' ? keep : undefined;
}
