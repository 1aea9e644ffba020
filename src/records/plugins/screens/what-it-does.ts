import type { Manifest } from '@trovato/plugin-sdk/manifest';

/** What answering these taps comes to on a site, in the order in which it is said. */
const DEEDS: readonly (readonly [does: string, taps: readonly string[]])[] = [
  ['Brings types of content', ['item_info']],
  ['Brings kinds of fields', ['field_info']],
  ['Brings pages', ['menu', 'page_callback']],
  ['Brings templates and styles', ['theme']],
  ['Decides who may find, see or change content', ['item_access', 'item_grants', 'field_access']],
  [
    'Adds to content where it is shown',
    ['item_view', 'item_view_alter', 'item_view_multiple', 'preprocess_item'],
  ],
  ['Changes pages', ['page_alter', 'preprocess_page']],
  ['Changes or checks what is saved', ['item_presave', 'item_validate', 'stage_publish']],
  ['Changes or checks forms', ['form_alter', 'form_validate', 'form_submit']],
  ['Offers filters for texts', ['filter_info', 'filter_process']],
  ['Offers tables of its own for listings', ['gather_info']],
  ['Changes listings', ['gather_alter']],
  ['Does something again and again', ['cron', 'cron_info']],
  ['Works on jobs of its own, beside the requests', ['queue_info', 'queue_worker']],
];

/** Taps that only tell a plugin what happened. */
const TOLD = /_(?:insert|update|delete|login|logout|published)$/;

/** In plain words what a plugin with this manifest does on the site. */
export function whatItDoes({ implements: taps, tables }: Manifest): readonly string[] {
  return [
    ...DEEDS.filter(([, names]) => names.some((name) => taps.includes(name))).map(([does]) => does),
    ...(taps.some((name) => TOLD.test(name)) ? ['Does something when something has changed'] : []),
    ...keeps(Object.keys(tables)),
  ];
}

function keeps(tables: readonly string[]): readonly string[] {
  if (tables.length === 0) return [];
  const those = tables.length === 1 ? 'a table' : 'tables';
  return [`Keeps ${those} of its own: ${tables.join(', ')}`];
}
