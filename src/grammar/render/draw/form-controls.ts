import { attributes } from '../attributes.ts';
import type {
  Attributes,
  ButtonElement,
  InputElement,
  SelectElement,
  TextareaElement,
} from '../elements/index.ts';
import { escapeHtml } from '../safe-html.ts';
import { labelled } from './labelled.ts';

/** `tied` ties the control to its label, help and problem; see `drawFormItem`. */
export function drawInput(element: InputElement, tied: Attributes = {}): string {
  const input = element['#input'];
  const boxed = input === 'checkbox' || input === 'radio' || input === 'hidden';
  const own = {
    type: input,
    ...(boxed || input === 'file' ? {} : { class: 'input' }),
    ...(element['#switch'] ? { role: 'switch' } : {}),
    name: element['#name'],
    // Nobody gets a password back that was typed before.
    value: input === 'password' || input === 'file' ? undefined : element['#value'],
    checked: element['#checked'],
    ...tied,
  };
  return `<input${attributes(own, element['#attributes'])}>`;
}

export function drawTextarea(element: TextareaElement, tied: Attributes = {}): string {
  const own = { class: 'input', name: element['#name'], rows: element['#rows'] ?? 5, ...tied };
  // A parser drops one line break at the start: this one, and not the text's own.
  return `<textarea${attributes(own, element['#attributes'])}>\n${escapeHtml(element['#value'])}</textarea>`;
}

export function drawSelect(element: SelectElement, tied: Attributes = {}): string {
  const own = { class: 'input', name: element['#name'], multiple: element['#multiple'], ...tied };
  let options = '';
  let group: string | undefined;
  for (const option of element['#options']) {
    if (option.group !== group) {
      if (group !== undefined) options += '</optgroup>';
      if (option.group !== undefined) options += `<optgroup label="${escapeHtml(option.group)}">`;
      group = option.group;
    }
    options += `<option value="${escapeHtml(option.value)}"${option.selected ? ' selected' : ''}>${escapeHtml(option.label)}</option>`;
  }
  if (group !== undefined) options += '</optgroup>';
  return `<select${attributes(own, element['#attributes'])}>${options}</select>`;
}

export function drawButton(element: ButtonElement): string {
  const own = {
    type: element['#kind'] ?? 'submit',
    class: 'button',
    'data-look': element['#look'] ?? 'secondary',
    'data-icon-only': element['#iconOnly'],
    name: element['#name'],
    value: element['#name'] === undefined ? undefined : (element['#submits'] ?? element['#value']),
  };
  const inside = labelled(element['#value'], element['#icon'], element['#iconOnly']);
  return `<button${attributes(own, element['#attributes'])}>${inside}</button>`;
}
