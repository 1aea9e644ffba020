import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../hostile');

/** A text of the lists in `test/hostile`, which says how they are written. */
interface HostileText {
  /** `mutation:12`: the list and its line. */
  readonly name: string;
  readonly text: string;
}

/** All texts, or those of some lists. Each runs `alert(N)` with a number of its own, if anything. */
export function hostileTexts(...lists: readonly string[]): readonly HostileText[] {
  return all.filter(({ name }) => lists.length === 0 || lists.includes(listOf(name)));
}

/**
 * The texts put together in strings of at most `longest` characters, for places that many of them
 * go through at once. Longer ones are left out.
 */
export function packed(longest: number, ...lists: readonly string[]): readonly string[] {
  const packs: string[] = [];
  for (const { text } of hostileTexts(...lists)) {
    const last = packs.at(-1);
    if (text.length > longest) continue;
    if (last !== undefined && last.length + 1 + text.length <= longest) {
      packs[packs.length - 1] = `${last} ${text}`;
    } else packs.push(text);
  }
  return packs;
}

/** A text as it can be entered where one line is asked for, which drops what cannot be seen. */
export function asLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}

/** What a browser would say that it ran: the N of `alert(N)`. */
export function nameOf(number: number): string {
  return all[number - 1]?.name ?? `alert(${number})`;
}

const listOf = (name: string) => name.slice(0, name.indexOf(':'));

const all: readonly HostileText[] = globSync('*.txt', { cwd: FOLDER })
  .sort()
  .flatMap((file) =>
    readFileSync(join(FOLDER, file), 'utf8')
      .split('\n')
      .map((line, at) => ({ name: `${basename(file, '.txt')}:${at + 1}`, text: line })),
  )
  .filter(({ text }) => text !== '' && !text.startsWith('# '))
  .map(({ name, text }, at) => ({
    name,
    text: written(text).replaceAll('alert(1)', `alert(${at + 1})`),
  }));

/** `␀` and `⟨202E⟩` as the characters that they stand for. */
function written(line: string): string {
  return line
    .replaceAll(/[\u2400-\u2420]/g, (picture) =>
      String.fromCharCode(picture.charCodeAt(0) - 0x2400),
    )
    .replaceAll(/⟨([0-9A-F]{4})⟩/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Markup that each format lets through: what is entered, and what comes out if that differs. */
export const harmlessTexts: Readonly<Record<string, readonly (readonly [string, string?])[]>> =
  // The file is ours, and of this shape.
  JSON.parse(readFileSync(join(FOLDER, 'harmless.json'), 'utf8')) as typeof harmlessTexts;
