import { isUtf8 } from 'node:buffer';
import { BadRequest, InvalidInput } from '#base';
import { findJsonFault } from './json-position.ts';

/** Deeper than anything that a field holds; what comes after may then walk it recursively. */
const DEEPEST = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Reads the JSON body of a request, or says in a sentence why it cannot. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) {
    throw new BadRequest('web.not_utf8', 'The body is not valid UTF-8. Send JSON in UTF-8.');
  }
  if (depth(bytes) > DEEPEST) {
    throw new InvalidInput('web.too_deep', `The body nests deeper than ${DEEPEST} levels.`, {
      problems: [
        {
          pointer: '',
          code: 'too_deep',
          message: `At most ${DEEPEST} levels of nesting are taken.`,
        },
      ],
    });
  }
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { line, column, found } = findJsonFault(text);
    throw new BadRequest(
      'web.bad_json',
      found === undefined
        ? `The body is not valid JSON: it ends too early, at line ${line}, column ${column}.`
        : `The body is not valid JSON: ${JSON.stringify(found)} is not expected at line ${line}, column ${column}.`,
      { cause },
    );
  }
}

/** How many brackets are open at once at most; 1 MB takes about a millisecond. */
function depth(bytes: Buffer): number {
  let now = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x5b || byte === 0x7b) most = Math.max(most, ++now);
    else if (byte === 0x5d || byte === 0x7d) now--;
  }
  return most;
}
