import { attributes } from '../attributes.ts';
import type { Drawing } from '../drawing.ts';
import type {
  Attributes,
  Element,
  FieldsetElement,
  FormItemElement,
  FormTreeElement,
} from '../elements/index.ts';
import { drawIcon } from '../icons.ts';
import { escapeHtml } from '../safe-html.ts';
import { drawInput, drawSelect, drawTextarea } from './form-controls.ts';

/** A form inside a form is a `div`, and its controls are those of the outer one. */
export function drawForm(drawing: Drawing, element: FormTreeElement): string {
  const inner = drawing.insideForm?.();
  if (inner === undefined) {
    const part = attributes({ class: 'form' }, element['#attributes']);
    return `<div${part}>${drawing.children(element['#children'])}</div>`;
  }
  const own = {
    class: 'form',
    action: element['#action'],
    method: element['#method'],
    enctype: element['#multipart'] ? 'multipart/form-data' : undefined,
  };
  return `<form${attributes(own, element['#attributes'])}>${inner.children(element['#children'])}</form>`;
}

const REQUIRED =
  '<span class="form-required" aria-hidden="true">*</span><span class="visually-hidden"> (required)</span>';

function drawProblems(id: string, problems: readonly string[]): string {
  if (problems.length === 0) return '';
  const lines = problems.map((problem) => `<span>${escapeHtml(problem)}</span>`).join('');
  const own = { class: 'form-problem', id: id === '' ? undefined : `${id}-problem` };
  return `<p${attributes(own)}>${drawIcon('circle-alert', 'Problem')}${lines}</p>`;
}

function drawHelp(id: string, help: string | undefined): string {
  if (!help) return '';
  const own = { class: 'form-help', id: id === '' ? undefined : `${id}-help` };
  return `<p${attributes(own)}>${escapeHtml(help)}</p>`;
}

/** The ids of a control's help and problem, as `aria-describedby` wants them. */
function describedBy(id: string, help: string | undefined, problems: readonly string[]) {
  const ids = [help ? `${id}-help` : '', problems.length > 0 ? `${id}-problem` : ''];
  return ids.filter(Boolean).join(' ') || undefined;
}

function drawControl(drawing: Drawing, control: Element, tied: Attributes): string {
  const type = control['#type'];
  if (control['#access'] === false) return '';
  if (type === 'input' || type === 'textarea' || type === 'select') {
    drawing.view.dependencies?.take(control);
  }
  if (type === 'input') return drawInput(control, tied);
  if (type === 'textarea') return drawTextarea(control, tied);
  return type === 'select' ? drawSelect(control, tied) : drawing.element(control);
}

/**
 * A label, its control, help and problems. An input, textarea or select gets its id and
 * `aria-describedby` from here; whatever else is the control points to `ID-help` and
 * `ID-problem` itself.
 */
export function drawFormItem(drawing: Drawing, element: FormItemElement): string {
  const id = element['#for'];
  const problems = element['#problems'] ?? [];
  const help = element['#help'];
  const described = describedBy(id, help, problems);
  const given = 'input textarea select'.includes(element['#control']['#type'])
    ? element['#control']['#attributes']?.['aria-describedby']
    : undefined;
  const tied: Attributes = {
    id,
    'aria-describedby': [described, given].filter(Boolean).join(' ') || undefined,
    ...(problems.length > 0 ? { 'aria-invalid': 'true' } : {}),
  };
  const hidden = element['#label_hidden'] ? ' visually-hidden' : '';
  const label = `<label class="form-label${hidden}" for="${escapeHtml(id)}">${escapeHtml(element['#label'])}${element['#required'] ? REQUIRED : ''}</label>`;
  const control = drawControl(drawing, element['#control'], tied);
  const own = {
    class: 'form-item',
    'data-label': element['#label_after'] ? 'after' : undefined,
    'data-invalid': problems.length > 0,
  };
  const below = `${drawHelp(id, help)}${drawProblems(id, problems)}`;
  const inside = element['#label_after']
    ? `${control}${label}${below}`
    : `${label}${below}${control}`;
  return `<div${attributes(own, element['#attributes'])}>${inside}</div>`;
}

export function drawFieldset(drawing: Drawing, element: FieldsetElement): string {
  const problems = element['#problems'] ?? [];
  const given = element['#attributes']?.['id'];
  // Without an id of its own there is nothing that help and problems could be tied to.
  const id = typeof given === 'string' ? given : '';
  const help = element['#help'];
  const own = {
    class: 'form-group',
    'aria-describedby': id === '' ? undefined : describedBy(id, help, problems),
    'data-invalid': problems.length > 0,
  };
  const hidden = element['#legend_hidden'] ? ' visually-hidden' : '';
  return `<fieldset${attributes(own, element['#attributes'])}><legend class="form-legend${hidden}">${escapeHtml(element['#legend'])}${element['#required'] ? REQUIRED : ''}</legend>${drawHelp(id, help)}${drawProblems(id, problems)}${drawing.children(element['#children'])}</fieldset>`;
}
