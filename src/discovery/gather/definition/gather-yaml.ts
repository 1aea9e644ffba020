import { parseDocument, stringify } from 'yaml';
import { InvalidGather } from '../gather-errors.ts';
import type { Gather } from './gather.ts';

/** A definition as text to keep in a repository: the same definition is the same text. */
export function gatherToYaml(gather: Gather): string {
  return stringify(gather, { lineWidth: 100 });
}

/** What the text says, of any shape. Throws `InvalidGather` where it is not YAML. */
export function yamlToInput(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) {
    throw new InvalidGather([{ pointer: '', code: 'yaml', message: broken.message.trim() }]);
  }
  // No alias is followed: a few of them in each other would be gigabytes.
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidGather([{ pointer: '', code: 'yaml', message }]);
  }
}
