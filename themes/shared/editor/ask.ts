import problemIcon from 'lucide-static/icons/circle-alert.svg';
import { make, makeIcon } from './make-element.ts';

export interface Question {
  readonly title: string;
  /** By name, in order. */
  readonly fields: Readonly<Record<string, { label: string; value: string; help?: string }>>;
  readonly save: string;
  /** The button that takes away what is asked for, where there is something to take away. */
  readonly remove?: string;
  /** Problems by the names of fields. */
  check(values: Answer): Readonly<Record<string, string | undefined>>;
}

export type Answer = Readonly<Record<string, string>>;

/** Asks in a dialog of the page. undefined: nothing is to be done. */
export function ask(question: Question): Promise<Answer | 'remove' | undefined> {
  const fields = Object.entries(question.fields).map(([name, field]) => ({
    name,
    ...makeField(field),
  }));
  const title = make('h2', { class: 'dialog-title', id: 'rich-text-question' }, question.title);
  const save = make('button', { class: 'button', 'data-look': 'primary' }, question.save);
  const remove = make('button', { class: 'button', type: 'button' }, question.remove ?? '');
  const cancel = make(
    'button',
    { class: 'button', type: 'button', 'data-look': 'quiet' },
    'Cancel',
  );
  const buttons = question.remove === undefined ? [save, cancel] : [save, remove, cancel];
  const form = make(
    'form',
    { class: 'form', novalidate: '' },
    ...fields.map(({ item }) => item),
    make('div', { class: 'form-actions' }, ...buttons),
  );
  const dialog = make('dialog', { class: 'dialog', 'aria-labelledby': title.id }, title, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (answer: Answer | 'remove' | undefined) => {
      // The focus goes back to where it was.
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const values = Object.fromEntries(
        fields.map(({ name, input }) => [name, input.value.trim()]),
      );
      const problems = question.check(values);
      for (const { name, say } of fields) say(problems[name]);
      const wrong = fields.find(({ name }) => problems[name] !== undefined);
      if (wrong) wrong.input.focus();
      else end(values);
    });
    remove.addEventListener('click', () => end('remove'));
    cancel.addEventListener('click', () => end(undefined));
    // The browser closes it at Escape.
    dialog.addEventListener('close', () => end(undefined));
    dialog.showModal();
    fields[0]?.input.select();
  });
}

let made = 0;

/** A field as forms draw it: label, help, problem, control. */
function makeField({ label, value, help }: { label: string; value: string; help?: string }) {
  const id = `rich-text-field-${++made}`;
  const input = make('input', { class: 'input', id, type: 'text', autocomplete: 'off' });
  input.value = value;
  const note = make('p', { class: 'form-help', id: `${id}-help` }, help ?? '');
  const problem = make('p', { class: 'form-problem', id: `${id}-problem`, role: 'alert' });
  const item = make(
    'div',
    { class: 'form-item' },
    make('label', { class: 'form-label', for: id }, label),
  );
  if (help !== undefined) item.append(note);
  item.append(problem, input);
  const say = (what: string | undefined) => {
    problem.replaceChildren(
      ...(what === undefined ? [] : [makeIcon(problemIcon), make('span', {}, what)]),
    );
    problem.hidden = what === undefined;
    item.toggleAttribute('data-invalid', what !== undefined);
    input.setAttribute('aria-invalid', String(what !== undefined));
    const about = [help === undefined ? '' : note.id, what === undefined ? '' : problem.id];
    input.setAttribute('aria-describedby', about.filter(Boolean).join(' '));
  };
  say(undefined);
  return { item, input, say };
}
