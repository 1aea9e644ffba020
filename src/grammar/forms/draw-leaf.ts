import { pointer } from '#base';
import type { Attributes, Element, InputElement } from '#grammar/render';
import { drawAutocomplete } from './draw-autocomplete.ts';
import { drawChoices } from './draw-choices.ts';
import { type Drawing, type Spot, stateAttributes } from './drawing.ts';
import { drawFile } from './draw-file.ts';
import { hiddenInput } from './hidden-input.ts';
import type { LeafElement, LeafNode } from './form-nodes.ts';

/** One element that holds a value: label, control, help and problems. */
export function drawLeaf(node: LeafNode, spot: Spot, drawing: Drawing): Element {
  const { element } = node;
  if (element.kind === 'hidden') return hiddenInput(node.name, String(node.value));
  const problems = drawing.problems.at(node);
  const states = stateAttributes(element.states, node.hidden, spot, drawing);
  if (element.kind === 'radios' || element.kind === 'checkboxes') {
    return drawChoices(node, element, problems, states);
  }
  const help = helpOf(element);
  return {
    '#type': 'form_item',
    '#for': node.id,
    '#label': element.label,
    '#attributes': states,
    ...(element.labelHidden ? { '#label_hidden': true } : {}),
    ...(help ? { '#help': help } : {}),
    ...(element.required ? { '#required': true } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    ...(isBox(element) ? { '#label_after': true } : {}),
    '#control': control(node, problems, Boolean(help), spot, drawing),
  };
}

function isBox(element: LeafElement): boolean {
  return element.kind === 'checkbox' || element.kind === 'switch';
}

function helpOf(element: Exclude<LeafElement, { kind: 'hidden' }>): string | undefined {
  if (element.kind !== 'file') return element.help;
  const limits = `${element.extensions.join(', ')}; at most ${megabytes(element.maxSize)}.`;
  return element.help ? `${element.help} ${limits}` : limits;
}

function megabytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}

function control(
  node: LeafNode,
  problems: readonly string[],
  hasHelp: boolean,
  spot: Spot,
  drawing: Drawing,
): Element {
  const { element, name } = node;
  const common: Attributes = {
    ...('required' in element && element.required ? { required: true } : {}),
    ...(node.frozen ? { disabled: true } : {}),
    ...(node.focus ? { autofocus: true } : {}),
  };
  const value = String(node.value);
  const input = (kind: InputElement['#input'], more: Attributes = {}): InputElement => ({
    '#type': 'input',
    '#input': kind,
    '#name': name,
    '#value': value,
    '#attributes': { ...common, ...more },
  });
  switch (element.kind) {
    case 'text':
      return input(element.input ?? 'text', {
        placeholder: element.placeholder,
        autocomplete: element.autocomplete,
        // Never sent back, so it must stay when the part around it is drawn again.
        'hx-preserve': element.input === 'password',
        'data-max-length': element.maxLength,
        'data-machine-name-of': nameOfElement(element.machineNameOf, spot, drawing),
      });
    case 'number':
      // A number input drops what is no number without a word; a text box keeps what was typed.
      return input('text', {
        inputmode: element.step === 1 ? 'numeric' : 'decimal',
        'data-number': true,
      });
    case 'date':
      return input('date');
    case 'datetime':
      return input('datetime-local');
    case 'checkbox':
    case 'switch':
      return {
        ...input('checkbox'),
        '#value': '1',
        '#checked': node.value === true,
        ...(element.kind === 'switch' ? { '#switch': true } : {}),
      };
    case 'textarea':
      return {
        '#type': 'textarea',
        '#name': name,
        '#value': value,
        ...(element.rows ? { '#rows': element.rows } : {}),
        '#attributes': {
          ...common,
          'data-max-length': element.maxLength,
          'data-rich-text': element.editor && JSON.stringify(element.editor.formats),
          'data-rich-text-format': nameOfElement(element.editor?.format, spot, drawing),
        },
      };
    case 'select':
      return {
        '#type': 'select',
        '#name': name,
        '#options': [
          ...(element.required && hasChoice(node) ? [] : [noneOption(element)]),
          ...element.options.map((option) => ({
            value: option.value,
            label: option.label,
            selected: option.value === value,
            ...(option.group === undefined ? {} : { group: option.group }),
          })),
        ],
        '#attributes': common,
      };
    case 'multiselect':
      return {
        '#type': 'select',
        '#name': name,
        '#multiple': true,
        '#options': element.options.map((option) => ({
          value: option.value,
          label: option.label,
          selected: typeof node.value === 'object' && node.value.includes(option.value),
          ...(option.group === undefined ? {} : { group: option.group }),
        })),
        '#attributes': common,
      };
    case 'autocomplete':
      return drawAutocomplete(node, element, common, described(node, hasHelp, problems));
    case 'file':
      return drawFile(node, element, common, described(node, hasHelp, problems));
    case 'radios':
    case 'checkboxes':
    case 'hidden':
      return input('hidden');
  }
}

/** What the renderer says by itself on a single control: several controls together say it here. */
function described(node: LeafNode, hasHelp: boolean, problems: readonly string[]): Attributes {
  const ids = [hasHelp ? `${node.id}-help` : '', problems.length > 0 ? `${node.id}-problem` : ''];
  return {
    'aria-describedby': ids.filter(Boolean).join(' ') || undefined,
    'aria-invalid': problems.length > 0 ? 'true' : undefined,
  };
}

function hasChoice(node: LeafNode): boolean {
  return (
    node.element.kind === 'select' &&
    node.element.options.some((option) => option.value === node.value)
  );
}

function noneOption(element: { readonly none?: string; readonly required?: boolean }) {
  return { value: '', label: element.none ?? (element.required ? 'Choose …' : 'None') };
}

/** The name of the control of another element: by its pointer, or beside this one by its name. */
function nameOfElement(source: string | undefined, spot: Spot, drawing: Drawing) {
  if (source === undefined) return undefined;
  return drawing.nameAt.get(source.startsWith('/') ? source : spot.level + pointer(source));
}
