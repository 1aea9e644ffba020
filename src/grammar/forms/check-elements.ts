import type { Problem } from '#base';
import { isDate, isDateTime } from './date-shape.ts';
import type { GroupNode, LeafNode, LeafElement, Refusal, RowsNode } from './form-nodes.ts';
import { checkNumber } from './number-shape.ts';
import { walkNodes } from './walk-nodes.ts';

/** What is wrong with a form as far as its elements can tell, in the order of the form. */
export function checkElements(root: GroupNode): Problem[] {
  const problems: Problem[] = [];
  for (const { node, pointer, hidden } of walkNodes(root)) {
    if (node.frozen || hidden) continue;
    const reasons =
      node.kind === 'leaf' ? checkLeaf(node) : node.kind === 'rows' ? checkRows(node) : [];
    for (const reason of reasons) problems.push({ pointer, ...reason });
  }
  return problems;
}

/** What could not even be taken as it was sent: said also where nothing else is checked yet. */
export function refusedEntries(root: GroupNode): Problem[] {
  const problems: Problem[] = [];
  for (const { node, pointer } of walkNodes(root)) {
    if (node.kind !== 'leaf') continue;
    for (const refusal of node.refused) problems.push({ pointer, ...refusal });
  }
  return problems;
}

function checkLeaf(node: LeafNode): readonly Refusal[] {
  if (node.refused.length > 0) return node.refused;
  const { element, value } = node;
  if (element.kind === 'hidden') return [];
  if (isBlank(value)) return element.required ? [required(element)] : [];
  const problem = typeof value === 'string' ? checkText(element, value) : undefined;
  return problem ? [problem] : [];
}

function isBlank(value: LeafNode['value']): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'boolean' ? !value : value.length === 0;
}

function checkText(element: LeafElement, value: string): Refusal | undefined {
  switch (element.kind) {
    case 'text':
      return tooLong(value, element.maxLength) ?? checkInput(element.input, value);
    case 'textarea':
      return tooLong(value, element.maxLength);
    case 'number':
      return checkNumber(element, value);
    case 'date':
      return isDate(value)
        ? undefined
        : { code: 'not_a_date', message: `“${value}” is not a day. Write it like 2026-01-31.` };
    case 'datetime':
      return isDateTime(value)
        ? undefined
        : {
            code: 'not_a_date',
            message: `“${value}” is not a day and time. Write it like 2026-01-31T12:30.`,
          };
    default:
      return undefined;
  }
}

function tooLong(value: string, maxLength: number | undefined): Refusal | undefined {
  if (maxLength === undefined || value.length <= maxLength) return undefined;
  const length = Array.from(value).length;
  if (length <= maxLength) return undefined;
  return {
    code: 'too_long',
    message: `This may have ${maxLength} characters at most; it has ${length}.`,
  };
}

function checkInput(input: string | undefined, value: string): Refusal | undefined {
  if (input === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value.trim())) {
    return { code: 'not_a_mail', message: 'Write a mail address like name@example.org.' };
  }
  if (input === 'color' && !/^#[0-9a-f]{6}$/i.test(value)) {
    return { code: 'not_a_colour', message: 'Write a colour like #1a2b3c.' };
  }
  return undefined;
}

function required(element: Exclude<LeafElement, { kind: 'hidden' }>): Refusal {
  return { code: 'required', message: requiredMessage(element.kind, element.label) };
}

function requiredMessage(kind: LeafElement['kind'], label: string): string {
  switch (kind) {
    case 'select':
    case 'radios':
    case 'checkboxes':
    case 'multiselect':
    case 'autocomplete':
      return `Choose something for “${label}”.`;
    case 'checkbox':
    case 'switch':
      return `“${label}” must be ticked.`;
    case 'file':
      return `Choose a file for “${label}”.`;
    default:
      return `${label} is required.`;
  }
}

function checkRows(node: RowsNode): readonly Refusal[] {
  const { min, max, label, required } = node.element;
  const count = node.rows.length;
  const least = Math.max(min ?? 0, required ? 1 : 0);
  if (count < least) {
    return least === 1
      ? [{ code: 'required', message: `${label} is required.` }]
      : [{ code: 'too_few', message: `“${label}” needs at least ${least}; there are ${count}.` }];
  }
  if (max !== undefined && count > max) {
    return [{ code: 'too_many', message: `“${label}” takes at most ${max}; there are ${count}.` }];
  }
  return [];
}
