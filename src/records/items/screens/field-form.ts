import { isObject } from '#base';
import type { FieldType, SiteChoices } from '#grammar/fields';
import type { FormDefinition, FormElement, FormElements, FormValues } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { FieldInput } from '../types/check-field-input.ts';
import { teaserFormatter } from '../pages/teaser-formatter.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import { listSiteChoices } from '../types/site-choices.ts';
import { enteredText } from './entered-text.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { saveField } from './save-field-settings.ts';
import { enteredWay, wayGroup, wayProblems } from './way-group.ts';

export interface FieldFormArgs {
  readonly type: ItemType;
  readonly fieldType: FieldType;
  /** The field as it is on the type; undefined: a new one. */
  readonly field?: Field;
  /** For a new one: a field of other types that is to be used here too. */
  readonly shared?: Field;
  /** Names of the other types that use the field. */
  readonly sharedWith: readonly string[];
  /** `field` is what was entered and is not stored yet. */
  readonly unsaved?: boolean;
}

/** Everything about a field on one type; its names nest as what REST takes. */
export function fieldForm(deps: ItemScreenDeps): FormDefinition<FieldFormArgs> {
  return {
    id: 'item_field_form',
    async build(ctx, args) {
      const { fieldType, field, shared } = args;
      const known = field ?? shared;
      return {
        elements: {
          label: {
            kind: 'text',
            label: 'Label',
            required: true,
            maxLength: 100,
            default: known?.label ?? '',
          },
          name: {
            kind: 'text',
            label: 'Machine name',
            help: 'Values are stored under it. It cannot be changed later.',
            required: true,
            maxLength: 32,
            machineNameOf: '/label',
            access: known === undefined,
          },
          help: {
            kind: 'text',
            label: 'Help',
            help: 'Shown to those who fill it in.',
            maxLength: 1000,
            default: known?.help ?? '',
          },
          entered: {
            kind: 'group',
            look: 'fieldset',
            transparent: true,
            label: 'What may be entered',
            elements: enteredElements(args, await listSiteChoices(deps, ctx.stage)),
          },
          form: {
            kind: 'group',
            look: 'fieldset',
            transparent: true,
            label: 'In the form',
            elements: {
              widget: wayGroup(
                { label: 'Entered as', place: '/widget' },
                fieldType.widgets,
                known?.widget,
              ),
            },
          },
          page: {
            kind: 'group',
            look: 'fieldset',
            transparent: true,
            label: 'On the page',
            elements: { formatter: formatterGroup(fieldType, known) },
          },
        },
        actions: { save: { label: field ? 'Save' : 'Add field' } },
        warnOnLeave: true,
        ...(args.unsaved ? { attributes: { 'data-unsaved': 'true' } } : {}),
      };
    },
    validate: async (_ctx, { fieldType }, values) => [
      ...wayProblems('/widget', fieldType.widgets, values['widget']),
      ...wayProblems('/formatter', fieldType.formatters, values['formatter']),
      ...wayProblems('/formatter/teaser_as', fieldType.formatters, enteredTeaserAs(values)),
    ],
    async submit(ctx, args, values) {
      const input = enteredField(args, values);
      return saveField(deps, ctx, args, enteredText(values['name']), input);
    },
  };
}

function enteredElements(
  { fieldType, field, shared, sharedWith }: FieldFormArgs,
  site: SiteChoices,
): FormElements {
  const known = field ?? shared;
  const cardinality = known?.cardinality ?? 1;
  const settings = fieldType.settings.form(known?.settings ?? fieldType.settings.defaults, site);
  return {
    shared: {
      kind: 'static',
      access: sharedWith.length > 0,
      element: paragraph(
        `The number of values and the settings of this kind are the same wherever the field is used: also in ${sharedWith.join(', ')}.`,
        { class: 'muted' },
      ),
    },
    required: { kind: 'switch', label: 'Required', default: known?.required ?? false },
    cardinality: {
      kind: 'group',
      look: 'row',
      elements: {
        values: {
          kind: 'select',
          label: 'Number of values',
          required: true,
          options: [
            { value: 'one', label: 'One' },
            { value: 'any', label: 'Any number' },
            { value: 'some', label: 'Up to a limit' },
          ],
          default: cardinality === 1 ? 'one' : cardinality === -1 ? 'any' : 'some',
        },
        most: {
          kind: 'number',
          label: 'At most',
          required: true,
          min: 2,
          max: 1000,
          step: 1,
          default: cardinality > 1 ? String(cardinality) : '3',
          states: { visible: { element: '/cardinality/values', equals: 'some' } },
        },
      },
    },
    settings: { kind: 'group', look: 'plain', elements: settings },
  };
}

function formatterGroup(fieldType: FieldType, known: Field | undefined): FormElement {
  const { formatters, teaser } = fieldType;
  const inTeasers = known ? teaserFormatter(fieldType, known) : teaser;
  return wayGroup({ label: 'Shown as', place: '/formatter' }, formatters, known?.formatter, {
    label: {
      kind: 'select',
      label: 'Where the label stands',
      required: true,
      options: [
        { value: 'above', label: 'Above' },
        { value: 'inline', label: 'Beside' },
        { value: 'hidden', label: 'Not shown' },
      ],
      default: known?.formatter.label ?? 'above',
    },
    teaser: {
      kind: 'switch',
      label: 'In teasers too',
      help: 'On the front page and in lists.',
      default: known?.formatter.teaser ?? false,
    },
    teaser_as: {
      ...wayGroup(
        { label: 'Shown in teasers as', place: '/formatter/teaser_as', none: 'The same as above' },
        formatters,
        inTeasers,
      ),
      states: { visible: { element: '/formatter/teaser', equals: true } },
    },
  });
}

function enteredField({ fieldType, field }: FieldFormArgs, values: FormValues): FieldInput {
  const { label, help, required } = values;
  const counted = isObject(values['cardinality']) ? values['cardinality'] : {};
  const settings = values['settings'];
  const shown = isObject(values['formatter']) ? values['formatter'] : {};
  return {
    ...(field ? {} : { field_type: fieldType.name }),
    label,
    help,
    required,
    cardinality:
      counted['values'] === 'any' ? -1 : counted['values'] === 'some' ? Number(counted['most']) : 1,
    // A group's value is an object of its elements' values.
    settings: fieldType.settings.parse(isObject(settings) ? settings : {}),
    widget: enteredWay(fieldType.widgets, values['widget']),
    formatter: {
      ...enteredWay(fieldType.formatters, values['formatter']),
      label: shown['label'],
      teaser: shown['teaser'],
      teaser_as: enteredWay(fieldType.formatters, enteredTeaserAs(values)) ?? null,
    },
  };
}

function enteredTeaserAs({ formatter }: FormValues): unknown {
  return isObject(formatter) ? formatter['teaser_as'] : undefined;
}
