import {
  type ButtonElement,
  type Element,
  container,
  inOrder,
  paragraph,
  text,
} from '#grammar/render';

/** Where one step stands among all of a form. */
export interface StepFrame {
  readonly titles: readonly string[];
  readonly at: number;
  /** What the other steps held is not there any more. */
  readonly gone: boolean;
}

/** A button of the form itself; an unvalidated one is there in every step. */
export interface StepButton {
  readonly unvalidated: boolean;
  readonly button: ButtonElement;
}

/** How far one has come: "Step 2 of 3", and the names of all. */
export function drawProgress({ titles, at, gone }: StepFrame): Element {
  const steps = titles.map((title, position) =>
    container(
      { title: text(title) },
      {
        tag: 'li',
        attributes: {
          'aria-current': position === at ? 'step' : undefined,
          'data-done': position < at,
        },
      },
    ),
  );
  const progress = container(
    inOrder(
      gone && {
        '#type': 'notice',
        '#tone': 'caution',
        '#value': 'What was entered in the other steps is kept for six hours, and those are over.',
      },
      paragraph(`Step ${at + 1} of ${titles.length}`, { class: 'form-progress-count' }),
      container(inOrder(...steps), { tag: 'ol', attributes: { class: 'form-progress-steps' } }),
    ),
    { attributes: { class: 'form-progress' } },
  );
  return { ...progress, '#attached': { styles: ['form-steps'] } };
}

/** On the last step what the form is for, before it the way on, and everywhere the way back. */
export function stepButtons(
  step: StepFrame | undefined,
  actions: readonly StepButton[],
): readonly ButtonElement[] {
  const all = actions.map(({ button }) => button);
  if (!step) return all;
  const { at, titles } = step;
  const back = at > 0 ? [operation('back', 'Back', 'quiet')] : [];
  if (at === titles.length - 1) return [...all.slice(0, 1), ...back, ...all.slice(1)];
  const ways = actions.filter(({ unvalidated }) => unvalidated).map(({ button }) => button);
  return [operation('next', 'Next', 'primary'), ...back, ...ways];
}

function operation(name: string, label: string, look: 'primary' | 'quiet'): ButtonElement {
  return {
    '#type': 'button',
    '#value': label,
    '#look': look,
    '#name': '_op',
    '#submits': name,
  };
}
