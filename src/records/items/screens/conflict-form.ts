import { InvalidInput, isObject } from '#base';
import type { FormDefinition, FormElement, FormElements } from '#grammar/forms';
import { versionsElement } from '#records/stages';
import type { Item, ItemInput, Revision } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import { type Version, versionOf } from '../merge-changes.ts';
import { besideCombined, combinedInput, combineElement } from './combine-texts.ts';
import { enteredText } from './entered-text.ts';
import { partText } from './part-comparison.ts';
import { partLabel } from '../part-labels.ts';
import { saveItem } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

export interface ConflictArgs {
  readonly type: ItemType;
  /** What the item is now. */
  readonly current: Item;
  /** What both started from. */
  readonly base: Revision;
  /** Who saved last. */
  readonly savedBy: string;
  /** Who saves now saved that too, in another window. */
  readonly own: boolean;
  /** What was to be saved: only what its author changed. */
  readonly mine: ItemInput;
  /** What the item would be with nothing else changed. */
  readonly wanted: Version;
  /** Parts that both changed. */
  readonly parts: readonly string[];
}

/** Lets who saved second choose, part by part, whose change stays. */
export function conflictForm(deps: ItemScreenDeps): FormDefinition<ConflictArgs> {
  const { items, views } = deps;
  return {
    id: 'item_conflict',
    async build(ctx, { type, current, base, savedBy, own, mine, wanted, parts }) {
      const started = versionOf(base);
      const resolve = await views.resolve(ctx, type, [started, current, wanted]);
      const { timeZone } = deps.site();
      const shown = (version: Version, part: string): string =>
        partText(views, ctx, type, resolve, version, part, timeZone);
      const said = own
        ? { theirs: 'In the other window', yours: 'Here' }
        : { theirs: 'Theirs', yours: 'Yours' };
      const formats = deps.formats.list(ctx.actor);
      const locks = (format: string) => deps.formats.locks(ctx.actor, format);
      const editors = new Map(
        parts.map((part) => [
          part,
          combineElement(type, part, wanted, items.fieldTypes, {
            ctx,
            resolve,
            formats,
            locks,
            timeZone,
          }),
        ]),
      );
      const choices: [string, FormElement][] = parts.map((part) => [
        part,
        {
          kind: 'group',
          look: 'fieldset',
          label: partLabel(type, part),
          elements: {
            versions: {
              kind: 'static',
              element: versionsElement(
                [
                  { label: 'When you started', after: shown(started, part) },
                  { label: said.theirs, after: shown(current, part) },
                  { label: said.yours, after: shown(wanted, part) },
                ].map((each) => ({ ...each, before: shown(started, part), prose: true })),
              ),
            },
            keep: {
              kind: 'radios',
              label: 'Which stays',
              required: true,
              options: [
                { value: 'mine', label: own ? 'What you wrote here' : 'Yours' },
                {
                  value: 'theirs',
                  label: own ? 'What you saved in the other window' : `Theirs, saved by ${savedBy}`,
                },
                ...(editors.get(part)
                  ? [
                      {
                        value: 'edit',
                        label: 'Edit',
                        help: 'Combine both by hand, starting from yours.',
                      },
                    ]
                  : []),
              ],
            },
            ...withEditor(editors.get(part)),
          },
        },
      ]);
      return {
        elements: {
          mine: { kind: 'hidden', default: JSON.stringify(mine) },
          base: { kind: 'hidden', default: current.revisionId },
          stage: { kind: 'hidden', default: ctx.stage },
          started: { kind: 'hidden', default: base.id },
          parts: { kind: 'hidden', default: JSON.stringify(parts) },
          choose: { kind: 'group', look: 'plain', elements: Object.fromEntries(choices) },
        },
        actions: { save: { label: 'Save what was chosen' } },
        warnOnLeave: true,
        // What its author wrote is in this page and nowhere else.
        attributes: { 'data-unsaved': 'true' },
      };
    },
    async submit(ctx, { type, current, mine, parts }, values) {
      const chosen = isObject(values['choose']) ? values['choose'] : {};
      const kept = (how: string): readonly string[] =>
        parts.filter((part) => {
          const choice = chosen[part];
          return isObject(choice) && choice['keep'] === how;
        });
      const edited = kept('edit').map((part) => {
        const choice = chosen[part];
        const entered = isObject(choice) ? choice['edit'] : undefined;
        return combinedInput(type, part, entered, items.fieldTypes, deps.site().timeZone);
      });
      const input = edited.reduce(together, without(mine, kept('theirs')));
      try {
        return await saveItem(deps, ctx, type, current, enteredText(values['base']), input);
      } catch (error) {
        if (!(error instanceof InvalidInput) || error.problems.length === 0) throw error;
        return { kind: 'again', problems: error.problems.map(besideCombined) };
      }
    },
  };
}

function withEditor(editor: FormElement | undefined): FormElements {
  return editor ? { edit: editor } : {};
}

function together(a: ItemInput, b: ItemInput): ItemInput {
  const fields = [a.fields, b.fields].map((each) => (isObject(each) ? each : {}));
  return { ...a, ...b, fields: Object.assign({}, ...fields) };
}

function without(mine: ItemInput, parts: readonly string[]): ItemInput {
  const fields = isObject(mine.fields) ? mine.fields : {};
  return Object.fromEntries(
    Object.entries({
      ...mine,
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !parts.includes(name))),
    }).filter(([name]) => !parts.includes(name)),
  );
}
