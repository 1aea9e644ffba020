/** Where JSON text stops being JSON, for a message that a person can act on. */
export interface JsonFault {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What stands there, or undefined at the end of the text. */
  readonly found: string | undefined;
}

const TOKEN =
  /[ \t\n\r]*(?:("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/uy;

/**
 * Finds the first token that JSON does not allow. `JSON.parse` names a position only in some of
 * its messages, so this reads the text again; it runs on refused text only.
 */
export function findJsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'end' = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) break;
    const [whole, string, scalar, mark] = match;
    const after = (): typeof expect => (open.length === 0 ? 'end' : ', or end');
    const wantsValue = expect === 'value' || expect === 'value or ]';
    if (wantsValue && (string !== undefined || scalar !== undefined)) expect = after();
    else if (wantsValue && (mark === '{' || mark === '[')) {
      open.push(mark);
      expect = mark === '{' ? 'key or }' : 'value or ]';
    } else if ((expect === 'key' || expect === 'key or }') && string !== undefined) expect = ':';
    else if (expect === ':' && mark === ':') expect = 'value';
    else if (expect === ', or end' && mark === ',') {
      expect = open.at(-1) === '{' ? 'key' : 'value';
    } else if (
      (mark === '}' && open.at(-1) === '{' && (expect === 'key or }' || expect === ', or end')) ||
      (mark === ']' && open.at(-1) === '[' && (expect === 'value or ]' || expect === ', or end'))
    ) {
      open.pop();
      expect = after();
    } else break;
    at += whole.length;
  }
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  const before = text.slice(0, at);
  return {
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
    found: at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : undefined,
  };
}
