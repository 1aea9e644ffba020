import type { ChoicesFormElement, Option } from './form-elements.ts';
import { defaultShown, defaultValue } from './default-values.ts';
import type { LeafElement, LeafValue, Refusal } from './form-nodes.ts';
import type { Submission } from './submission.ts';

export interface ReadLeaf {
  readonly value: LeafValue;
  readonly shown: string;
  readonly refused: Refusal[];
}

/** What the browser sent for one element, in the shape of its kind. */
export function readLeaf(element: LeafElement, name: string, sent: Submission): ReadLeaf {
  const refused: Refusal[] = [];
  if (element.kind === 'autocomplete') return readAutocomplete(element, name, sent);
  if (element.kind === 'file') return readFile(element, name, sent);
  const values = sent.values(name);
  if (values === undefined && sent.missing === 'default') return untouched(element);
  // An empty hidden input beside each box only says that the box was there.
  const last = (values ?? []).findLast((value) => value !== '') ?? '';
  switch (element.kind) {
    case 'checkbox':
    case 'switch':
      return { value: last !== '', shown: '', refused };
    case 'checkboxes':
    case 'multiselect': {
      const chosen = (values ?? []).filter((value) => value !== '');
      if (chosen.some((value) => !hasOption(element.options, value))) refused.push(NOT_AN_OPTION);
      return { value: inGivenOrder(element, chosen), shown: '', refused };
    }
    case 'select':
    case 'radios':
      if (last === '' || hasOption(element.options, last)) {
        return { value: last, shown: '', refused };
      }
      return { value: '', shown: '', refused: [NOT_AN_OPTION] };
    case 'textarea':
      return readText(last.replaceAll(/\r\n?/g, '\n'));
    case 'text':
      // Browsers send no line breaks from a one-line box.
      return readText(element.input === 'password' ? last : last.replaceAll(/[\r\n]+/g, ' '));
    case 'number':
    case 'date':
    case 'datetime':
      return readText(last.trim());
    case 'hidden':
      return readText(last);
  }
}

/** In the order of the options, or those that were chosen before in theirs, and then the rest. */
function inGivenOrder(element: ChoicesFormElement, chosen: readonly string[]): readonly string[] {
  const there = element.options.map(({ value }) => value).filter((value) => chosen.includes(value));
  const { default: before = [], keepsOrder } = element;
  const kept = keepsOrder ? before.filter((value) => there.includes(value)) : [];
  return [...kept, ...there.filter((value) => !kept.includes(value))];
}

const NOT_AN_OPTION: Refusal = {
  code: 'not_an_option',
  message: 'What was chosen is not among the choices any more. Choose again.',
};

const UNCLEAN: Refusal = {
  code: 'characters',
  message: 'Characters that cannot be stored were taken out. Check the text and send it again.',
};

function hasOption(options: readonly Option[], value: string): boolean {
  return options.some((option) => option.value === value);
}

function untouched(element: LeafElement): ReadLeaf {
  return { value: defaultValue(element), shown: defaultShown(element), refused: [] };
}

function readText(text: string): ReadLeaf {
  const value = clean(text);
  return { value, shown: '', refused: value === text ? [] : [UNCLEAN] };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair in text. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/**
 * Three names: the text box, the id of what was chosen, and the label that the id belongs to.
 * Where text and label differ (typed without JavaScript) the id is out of date: it is left empty
 * and the text is looked up later.
 */
function readAutocomplete(element: LeafElement, name: string, sent: Submission): ReadLeaf {
  const typed = sent.values(`${name}[text]`)?.at(-1);
  if (typed === undefined) return untouched(element);
  const shown = clean(typed.trim());
  const label = sent.values(`${name}[label]`)?.at(-1)?.trim();
  const value = shown !== '' && shown === label ? clean(sent.values(name)?.at(-1) ?? '') : '';
  return { value, shown, refused: [] };
}

/** A file that was taken earlier comes back by its id, unless it is to be removed. */
function readFile(element: LeafElement, name: string, sent: Submission): ReadLeaf {
  const id = sent.values(`${name}[id]`)?.at(-1);
  if (id === undefined) return untouched(element);
  if (id === '' || sent.values(`${name}[remove]`)?.at(-1)) {
    return { value: '', shown: '', refused: [] };
  }
  return {
    value: clean(id),
    shown: clean(sent.values(`${name}[name]`)?.at(-1) ?? ''),
    refused: [],
  };
}
