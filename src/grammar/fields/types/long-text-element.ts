import type { FormElement, FormElements, TextEditor } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { WidgetView } from '../field-type.ts';
import { plainGroup, wordsOf } from '../widget-parts.ts';

export type LongTextValue = { readonly value: string; readonly format: string };

type Format = WidgetView['formats'][number];

/** What settings of the field and the widget say of it. */
export interface LongTextWay {
  /** Names of the formats that may be chosen; none: all that there are. */
  readonly formats: readonly string[];
  readonly fallback: string;
  /** Characters. */
  readonly maxLength: number;
  /** Where scripts run, it is written in the editor. */
  readonly rich: boolean;
}

/**
 * The text with its format beside it. Who may not use the format that a text is in cannot change
 * it: under another format the same text would turn into something else.
 */
export function longTextElement(
  value: LongTextValue | undefined,
  view: WidgetView,
  { formats, fallback, maxLength, rich }: LongTextWay,
): FormElement {
  const allowed = view.formats.filter(
    (format) => formats.length === 0 || formats.includes(format.value),
  );
  const format = value?.format ?? fallback;
  const offered = allowed.some((option) => option.value === format);
  const locked = value !== undefined && !offered && (view.locks?.(format) ?? true);
  const { rows } = view.widgetSettings;
  const editor = rich && !locked ? editorOf(allowed) : undefined;
  const textarea: FormElement = {
    kind: 'textarea',
    ...wordsOf(view),
    ...(locked ? { help: LOCKED, disabled: true } : {}),
    rows: typeof rows === 'number' ? rows : 8,
    maxLength,
    ...(value ? { default: value.value } : {}),
    ...(editor ? { editor } : {}),
  };
  const [only] = allowed;
  // A text whose format is not to be had any more keeps it until another is chosen.
  const current = value === undefined || offered ? [] : [formatNow(format, view)];
  const options = [...current, ...allowed];
  if (locked || only === undefined || options.length === 1) {
    const hidden = { kind: 'hidden', default: locked ? format : (only?.value ?? format) } as const;
    const tips: FormElements = locked || !only?.help ? {} : { tips: tip(only.help) };
    return plainGroup({ value: textarea, format: hidden, ...tips });
  }
  return plainGroup({
    value: textarea,
    format: {
      kind: 'select',
      label: 'Text format',
      options: options.map((option) => ({ value: option.value, label: option.label })),
      required: true,
      default: options.some((option) => option.value === format) ? format : only.value,
    },
    ...Object.fromEntries(allowed.flatMap((option) => tipOf(option))),
  });
}

function formatNow(format: string, view: WidgetView): Format {
  const known = view.formats.find((option) => option.value === format);
  return known ?? { value: format, label: `${format} (deleted)` };
}

/** The formats that the editor can write; undefined: there is none. */
function editorOf(allowed: readonly Format[]): TextEditor | undefined {
  const formats = Object.fromEntries(
    allowed.flatMap(({ value, html }) => (html === undefined ? [] : [[value, html]])),
  );
  return Object.keys(formats).length === 0 ? undefined : { format: 'format', formats };
}

/** What is allowed in a format, shown while it is the chosen one. */
function tipOf({ value, label, help }: Format): [string, FormElement][] {
  if (!help) return [];
  const states = { visible: { element: 'format', equals: value } };
  const elements = { text: tip(`${label}. ${help}`) };
  return [[`tips_${value}`, { kind: 'group', look: 'plain', states, elements }]];
}

function tip(said: string): FormElement {
  return { kind: 'static', element: paragraph(said, { class: 'form-help' }) };
}

const LOCKED = 'This text is in a format that you may not use, so it stays as it is.';
