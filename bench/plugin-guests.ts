import { buildPlugin, readGuest } from '../test/support/plugins.ts';
import { buildStarlingMonkey } from '../test/support/starlingmonkey.ts';

/** A plugin that answers `item_view`, made of JavaScript for one of two engines, or of C. */
export interface Guest {
  readonly language: 'QuickJS' | 'StarlingMonkey' | 'C';
  readonly bytes: Uint8Array;
}

/**
 * A yardstick of the runtime, where it applies: what plugins are made with is QuickJS, and C is what
 * the runtime itself costs. StarlingMonkey has to come in by the same door; what it takes is its
 * own, three to ten times as much, and is measured for whoever thinks of using it. What keeps a site
 * safe (a runaway is ended) holds for all three, and does not go through this.
 */
export function yardstickOf(
  { language }: Pick<Guest, 'language'>,
  yardstick: string,
  holds: boolean,
): { readonly yardstick?: string; readonly holds?: boolean } {
  return language === 'StarlingMonkey' ? {} : { yardstick, holds };
}

const element = `return JSON.stringify({ '#type': 'text', '#value': `;

/** Three reads of the item, and an answer in JSON; `reads` more, a multiple of ten. */
export async function readingGuests(): Promise<readonly Guest[]> {
  // Ten in a turn: what is measured is reading and not counting.
  const tenReads = `getString(handle, 'place');`.repeat(10);
  const source = `import { title, getString } from 'trovato:plugin/item-api@0.1.0';
export function itemView(text) {
  const { handle, reads = 0 } = JSON.parse(text);
  if (!handle) return null;
  for (let i = 0; i < reads; i += 10) { ${tenReads} }
  const body = getString(handle, 'body');
  ${element} title(handle) + ', ' + getString(handle, 'place') + ', ' + body.length });
}`;
  return inAllLanguages(source, readGuest('plain'));
}

/** Changes what the plugin before it made of an item. */
export async function alteringGuest(): Promise<Uint8Array> {
  return buildPlugin(
    ['item_view_alter'],
    `export function itemViewAlter(text) {
  const { steps } = JSON.parse(text);
  return JSON.stringify({ steps: steps + 1 });
}`,
  );
}

/** One item loaded from the database. */
export async function loadingGuests(): Promise<readonly Guest[]> {
  const source = `import { load } from 'trovato:plugin/items@0.1.0';
export function itemView(text) {
  const { load: id } = JSON.parse(text);
  ${element} load(id).length > 4000 ? 'long' : 'short' });
}`;
  return inAllLanguages(source, readGuest('loader'));
}

/** Do not end where they are told to: `{ "do": "loop" }`. */
export async function runaways(): Promise<readonly Guest[]> {
  const source = `export function itemView(text) {
  if (JSON.parse(text).do === 'loop') for (;;);
  return null;
}`;
  return inAllLanguages(source, readGuest('hostile'));
}

async function inAllLanguages(source: string, c: Uint8Array): Promise<readonly Guest[]> {
  return [
    { language: 'QuickJS', bytes: await buildPlugin(['item_view'], source) },
    { language: 'StarlingMonkey', bytes: await buildStarlingMonkey(['item_view'], source) },
    { language: 'C', bytes: c },
  ];
}
