import type { JsonObject } from '#base';
import {
  type Filter,
  type FilterUse,
  findFilter,
  kernelFilters,
  type PluginFilter,
  type TextFormat,
} from '#grammar/formats';
import type { FormElement, FormElements, GroupFormElement } from '#grammar/forms';

/** What one can switch on in a format: a filter of the kernel's or a plugin's, here or gone. */
interface Choice {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly use?: FilterUse;
  readonly filter?: Filter;
}

/** The filters in the order of the format, and after them those that it does not use. */
export function filterRows(
  format: TextFormat | undefined,
  offered: readonly PluginFilter[],
): FormElement {
  const uses = (format?.filters ?? []).filter(({ name }) => !limits(name));
  const isUsed = (name: string) => uses.some((use) => use.name === name);
  const unused = [...kernelFilters.filter((one) => !one.allows), ...offered].filter(
    ({ name }) => !isUsed(name),
  );
  const choices = [
    ...uses.map((use): Choice => ({ ...known(use.name, offered), use })),
    ...unused.map(({ name }) => known(name, offered)),
  ];
  return {
    kind: 'rows',
    label: 'Filters',
    help: 'They work on a text one after the other, from the top down.',
    rows: choices.map(filterGroup),
    blank: { kind: 'hidden', default: '' },
    min: choices.length,
    max: choices.length,
    addLabel: 'Add',
    isEmpty: () => false,
  };
}

/** The filter that limits tags, which has no place in the order. */
export function limitGroup(format: TextFormat | undefined): FormElement {
  const filter = kernelFilters.find((one) => one.allows);
  const use = format?.filters.find(({ name }) => limits(name));
  return filterGroup({ ...known(filter?.name ?? '', []), ...(use ? { use } : {}) });
}

function limits(name: string): boolean {
  return findFilter(name)?.allows !== undefined;
}

function known(name: string, offered: readonly PluginFilter[]): Choice {
  const filter = findFilter(name);
  if (filter) return { name, label: filter.label, description: filter.description, filter };
  const info = offered.find((one) => one.name === name);
  return (
    info ?? {
      name,
      label: name,
      description: 'The plugin that offers this filter is not here; texts are shown without it.',
    }
  );
}

function filterGroup({ name, label, description, use, filter }: Choice): GroupFormElement {
  const settings: JsonObject = use?.settings ?? filter?.defaults ?? {};
  const elements: FormElements = filter?.elements(settings) ?? {};
  return {
    kind: 'group',
    about: label,
    look: 'plain',
    of: name,
    elements: {
      name: { kind: 'hidden', default: name },
      on: { kind: 'switch', label, help: description, default: use !== undefined },
      ...(Object.keys(elements).length === 0
        ? {}
        : {
            settings: {
              kind: 'group',
              look: 'plain',
              states: { visible: { element: 'on', equals: true } },
              elements,
            },
          }),
    },
  };
}
