import { container, type Element, inOrder, text, valuesDifference } from '#grammar/render';

/** A value as one side has it. */
export interface ShownVersion {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Words are compared, and not the value as a whole. */
  readonly prose: boolean;
}

/** Versions of a value side by side, with what differs from where they come from marked. */
export function versionsElement(versions: readonly ShownVersion[]): Element {
  return container(inOrder(...versions.map(version)), {
    tag: 'dl',
    attributes: { class: 'facts versions' },
  });
}

function version({ label, before, after, prose }: ShownVersion): Element {
  return container(
    {
      label: container({ text: text(label) }, { tag: 'dt' }),
      value: container({ value: value(before, after, prose) }, { tag: 'dd' }),
    },
    { tag: 'div' },
  );
}

function value(before: string, after: string, prose: boolean): Element {
  if (before === after) return text(after === '' ? 'Empty' : after);
  if (prose) return { '#type': 'difference', '#before': before, '#after': after };
  return valuesDifference(before, after === '' ? 'Empty' : after);
}
