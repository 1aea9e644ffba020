import { Conflict, InvalidInput } from '#base';
import { kernelFormats, PLAIN_TEXT, type PluginFilter, type TextFormat } from '#grammar/formats';
import type { FormDefinition, FormElement, FormElements } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import { versionOf } from '../save-format.ts';
import { filterRows, limitGroup } from './format-elements.ts';
import { LIST, refused } from './format-frame.ts';
import { PREVIEW, previewOf, SAMPLE } from './format-preview.ts';
import type { FormatScreenDeps } from './screen-deps.ts';
import { enteredFormat, problemsInForm } from './format-values.ts';

export interface FormatFormArgs {
  /** undefined: a new one. */
  readonly format: TextFormat | undefined;
  /** Filters that plugins offer. */
  readonly offered: readonly PluginFilter[];
  /** Where the form is, which the live preview asks. */
  readonly url: string;
}

/** Adds a format or changes one, with a preview of what it makes of a text. */
export function formatForm({
  formats,
  textFormats,
}: FormatScreenDeps): FormDefinition<FormatFormArgs> {
  return {
    id: 'format_form',
    build: async (_ctx, { format, offered, url }, values) => {
      const now = values
        ? enteredFormat(values)
        : { input: format ?? { label: '', filters: [] }, sample: SAMPLE };
      return {
        elements: {
          ...nameElements(format),
          filters: filterRows(format, offered),
          limit: limitGroup(format),
          base: { kind: 'hidden', default: format ? versionOf(format) : '' },
          preview: {
            kind: 'group',
            look: 'side',
            transparent: true,
            label: 'Preview',
            elements: {
              sample: {
                kind: 'textarea',
                label: 'A text to try',
                rows: 10,
                maxLength: 20_000,
                default: SAMPLE,
              },
              result: {
                kind: 'static',
                element: previewOf(textFormats, format?.name ?? '', now.input, now.sample),
              },
            },
          },
        },
        actions: {
          save: { label: format ? 'Save' : 'Add text format', look: 'primary' },
          preview: { label: 'Preview', icon: 'eye', unvalidated: true },
          reset: {
            label: 'Put back as it came',
            icon: 'rotate-ccw',
            look: 'quiet',
            unvalidated: true,
            access: format !== undefined && isChanged(format),
          },
        },
        warnOnLeave: true,
        attributes: {
          'hx-post': url,
          'hx-trigger': 'input delay:400ms, change delay:100ms',
          'hx-target': `#${PREVIEW}`,
          'hx-swap': 'outerHTML',
          'hx-sync': 'this:replace',
        },
      };
    },
    async submit(ctx, { format }, values, action) {
      if (action === 'preview') return { kind: 'again' };
      const { name, input, base, places } = enteredFormat(values);
      if (action === 'reset' && format) {
        await formats.resetFormat(ctx, format.name);
        return {
          kind: 'redirect',
          to: LIST,
          messages: [{ tone: 'positive', text: `“${format.label}” is as it came again.` }],
        };
      }
      try {
        const saved = format
          ? await formats.updateFormat(ctx, format.name, input, base)
          : await formats.createFormat(ctx, { ...input, name });
        return {
          kind: 'redirect',
          to: LIST,
          messages: [
            format
              ? { tone: 'positive', text: `“${saved.label}” was saved.` }
              : {
                  tone: 'positive',
                  text: `The text format “${saved.label}” was added.`,
                  link: { label: 'Give it to roles', url: '/admin/people/permissions' },
                },
          ],
        };
      } catch (error) {
        if (error instanceof Conflict) return refused(error);
        if (!(error instanceof InvalidInput)) throw error;
        return { kind: 'again', problems: problemsInForm(error.problems, places) };
      }
    },
  };
}

/** Whether it is one of the program's, and other than it came. */
function isChanged(format: TextFormat): boolean {
  const own = kernelFormats.find(({ name }) => name === format.name);
  return own !== undefined && versionOf(own) !== versionOf(format);
}

function nameElements(format: TextFormat | undefined): FormElements {
  const label: FormElement = {
    kind: 'text',
    label: 'Name',
    required: true,
    maxLength: 60,
    default: format?.label ?? '',
    autocomplete: 'off',
  };
  if (format) return { label, ...(format.name === PLAIN_TEXT ? { everybody } : {}) };
  return {
    label,
    name: {
      kind: 'text',
      label: 'Machine name',
      help: 'Small letters, digits and underscores. It stays as it is.',
      required: true,
      maxLength: 64,
      machineNameOf: '/label',
    },
  };
}

const everybody: FormElement = {
  kind: 'static',
  element: paragraph('Everybody may write in this format.', { class: 'muted' }),
};
