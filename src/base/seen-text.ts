/** Control characters, line separators, lone surrogates, and marks that turn text around. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** What takes no ink: blanks, marks about other characters, fillers, an empty braille cell. */
const NO_INK = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether there is something in a name or a title that breaks it, or that turns its words around. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/** Whether a reader sees anything of the text at all. */
export function isSeen(text: string): boolean {
  return !NO_INK.test(text);
}

/** The text without what `hasUnseen` finds. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(new RegExp(UNSEEN, 'gu'), '');
}
