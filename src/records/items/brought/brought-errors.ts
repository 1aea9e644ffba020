import { Conflict, type TrovatoError } from '#base';

/** What a plugin brings cannot be had; nothing is enabled. `why`: sentences. */
export class BroughtRefused extends Conflict {
  override readonly title = 'What the plugin brings cannot be had';

  constructor(plugin: string, why: string, cause?: unknown) {
    super('item_type.brought_refused', `“${plugin}” cannot be enabled like this. ${why}`, {
      cause,
    });
  }
}

/** What is wrong, with each place, as sentences. */
export function inSentences({ message, problems }: TrovatoError): string {
  return problems.length === 0
    ? message
    : problems.map((problem) => `${problem.pointer} ${problem.message}.`).join(' ');
}
