/** Puts the editor over a text area. */
export function startRichText(textarea: HTMLTextAreaElement): void;
