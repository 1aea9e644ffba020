/** Which line of which file of the author a line of the bundle came from. */
export interface Lines {
  readonly files: readonly string[];
  /** By the line of the bundle: the number of the file, and the line in it. */
  readonly at: { readonly [line: string]: readonly [file: number, line: number] };
}

/**
 * What went wrong, in the lines that the author wrote: the message, and where it happened. Lines
 * of the kit and of the engine are left out.
 */
export function describeError(error: unknown, lines: Lines): string {
  if (!(error instanceof Error)) return `Something was thrown that is no error: ${String(error)}`;
  const stack = placesOf(error.stack ?? '', lines);
  const cause =
    error.cause === undefined ? [] : [`Because of ${describeError(error.cause, lines)}`];
  return [`${error.name}: ${error.message}`, ...stack, ...cause].join('\n');
}

/** The lines of a stack trace that are the author's, in their files. */
export function placesOf(stack: string, lines: Lines): readonly string[] {
  return stack.split('\n').flatMap((line) => placeOf(line, lines));
}

/** `    at count (componentize-qjs:user.js:19:49)` as `    at count (words.ts:5)`. */
function placeOf(line: string, { files, at }: Lines): readonly string[] {
  // In tests there is Node around the plugin, with lines of its own.
  if (/\b(?:node|file):/.test(line)) return [];
  const [, who, number = ''] = /^\s*at (?:(.*?) \()?[^()]*?:(\d+):\d+\)?$/.exec(line) ?? [];
  const place = Object.hasOwn(at, number) ? at[number] : undefined;
  if (place === undefined) return [];
  const where = `${files[place[0]]}:${place[1]}`;
  return [`    at ${who ? `${who} (${where})` : where}`];
}
