import type { FormElements, FormValue } from '#grammar/forms';
import type { Sections } from '../definition/gather.ts';
import { argumentRows, enteredArguments } from './argument-rows.ts';
import type { BuilderView } from './builder-view.ts';
import { columnRows, enteredColumns } from './column-rows.ts';
import { enteredFilters, filterRows, type Places } from './filter-rows.ts';
import { enteredRelationships, relationshipRows } from './relationship-rows.ts';
import {
  accessElements,
  enteredAccess,
  enteredPager,
  enteredStyle,
  enteredWords,
  pagerElements,
  styleElements,
} from './section-elements.ts';
import { enteredSorts, sortRows } from './sort-rows.ts';

/** A part of the builder: one heading, its elements, and the sections that they say. */
export interface BuilderSection {
  readonly name: string;
  readonly label: string;
  /** The sections of a definition that it is about. */
  readonly holds: readonly (keyof Sections)[];
  /** Stands open at first. */
  readonly open: boolean;
  /** A few words beside the heading: how much there is. */
  count?(sections: Sections): number;
  elements(view: BuilderView): FormElements;
  /** Sections as they were entered; `at` is the pointer of what holds them. */
  read(view: BuilderView, values: FormValue, at: string, places: Places): object;
}

export const BUILDER_SECTIONS: readonly BuilderSection[] = [
  {
    name: 'filters',
    label: 'Filters',
    holds: ['filters'],
    open: true,
    count: ({ filters }) => filters.filters.length,
    elements: (view) => ({
      match: {
        kind: 'select',
        label: 'Listed is what fits',
        required: true,
        options: [
          { value: 'all', label: 'all of these' },
          { value: 'any', label: 'any of these' },
        ],
        default: view.sections.filters.match,
      },
      filters: filterRows(view),
    }),
    read: (view, values, at, places) => ({
      filters: enteredFilters(view, values, { at: `${at}/filters`, places }),
    }),
  },
  {
    name: 'sorts',
    label: 'Order',
    holds: ['sorts'],
    open: true,
    count: ({ sorts }) => sorts.length,
    elements: (view) => ({ sorts: sortRows(view) }),
    read: (view, values, at, places) => ({
      sorts: enteredSorts(view, values, { at: `${at}/sorts`, places }),
    }),
  },
  {
    name: 'look',
    label: 'Look and pages',
    holds: ['style', 'pager'],
    open: true,
    elements: (view) => ({
      styles: { kind: 'group', look: 'row', transparent: true, elements: styleElements(view) },
      pages: { kind: 'group', look: 'row', transparent: true, elements: pagerElements(view) },
    }),
    read(_view, values, at, places) {
      places.set(`${at}/style`, '/style').set(`${at}/style/by`, '/by');
      places.set(`${at}/style/sortable`, '/sortable').set(`${at}/pager/size`, '/size');
      return { style: enteredStyle(values), pager: enteredPager(values) };
    },
  },
  {
    name: 'fields',
    label: 'Fields',
    holds: ['fields'],
    open: false,
    count: ({ fields }) => fields.length,
    elements: (view) => ({ fields: columnRows(view) }),
    read: (view, values, at, places) => ({
      fields: enteredColumns(view, values, { at: `${at}/fields`, places }),
    }),
  },
  {
    name: 'relationships',
    label: 'Connections',
    holds: ['relationships'],
    open: false,
    count: ({ relationships }) => relationships.length,
    elements: (view) => ({ relationships: relationshipRows(view) }),
    read: (view, values, at, places) => ({
      relationships: enteredRelationships(view, values, { at: `${at}/relationships`, places }),
    }),
  },
  {
    name: 'arguments',
    label: 'Values from the address',
    holds: ['arguments'],
    open: false,
    count: (sections) => sections.arguments.length,
    elements: (view) => ({ arguments: argumentRows(view) }),
    read: (view, values, at, places) => ({
      arguments: enteredArguments(view, values, { at: `${at}/arguments`, places }),
    }),
  },
  {
    name: 'access',
    label: 'Access and words',
    holds: ['access', 'empty', 'distinct'],
    open: false,
    elements: accessElements,
    read(_view, values, at, places) {
      places.set(`${at}/access`, '/access').set(`${at}/access/permission`, '/permission');
      places.set(`${at}/access/roles`, '/roles').set(`${at}/empty`, '/empty');
      return { access: enteredAccess(values), ...enteredWords(values) };
    },
  },
];
