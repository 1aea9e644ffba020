import type { RequestContext } from '#grammar/access';
import type { FormElement } from '#grammar/forms';
import { container, inOrder, paragraph, text } from '#grammar/render';
import { inStage } from '../in-stage.ts';
import type { PlannedRecord } from '../publish/plan.ts';
import type { Stage } from '../stage.ts';
import { HIDDEN, recordKey } from './changes-table.ts';
import { describeRecords } from './described-records.ts';
import type { StageScreenDeps } from './screen-deps.ts';

/** What a screen asks about before it does something. */
export interface ChosenRecords {
  readonly records: readonly PlannedRecord[];
  /** What the first of them are called, in the same order. */
  readonly titles: readonly string[];
}

/** So many records are named; the others are counted. */
const NAMED = 50;

/** `records` of `stage` as `ctx` may see them named. */
export async function nameRecords(
  words: StageScreenDeps['words'],
  ctx: RequestContext,
  stage: Stage,
  records: readonly PlannedRecord[],
): Promise<ChosenRecords> {
  const named = records.slice(0, NAMED);
  const described = await describeRecords(words, inStage(ctx, stage.id), named);
  const titles = named.map((record) => (described.has(recordKey(record)) ? record.label : HIDDEN));
  return { records, titles };
}

/** `sentence`, which says what will be done, and to what. */
export function chosenElement(sentence: string, { records, titles }: ChosenRecords): FormElement {
  const more = records.length - titles.length;
  return {
    kind: 'static',
    element: container(
      inOrder(
        paragraph(sentence),
        titles.length > 0 && { '#type': 'list', '#items': titles.map(text) },
        more > 0 && paragraph(`And ${more} more.`),
      ),
      { attributes: { class: 'stack' } },
    ),
  };
}
