import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FormBody, PageRequest } from '#grammar/routes';
import type { EnteredSteps } from './kept-steps.ts';

/**
 * Whose a form is: somebody's account, so that what was kept outlives the session that ended
 * meanwhile, or an anonymous visitor's browser.
 */
export function ownerOf({ ctx, formKey }: PageRequest, formId: string): Buffer {
  const { actor } = ctx;
  const who = actor.kind === 'anonymous' ? ['visitor', formKey] : ['user', actor.id];
  return createHash('sha256')
    .update(JSON.stringify([formId, ...who]))
    .digest();
}

/** Of all that was sent, files too, and of what `kept` adds to it. */
export async function digestOf(body: FormBody, kept: EnteredSteps | undefined): Promise<Buffer> {
  const hash = createHash('sha256');
  update(hash, body.values);
  if (kept) update(hash, kept);
  for (const [name, uploads] of body.uploads) {
    for (const { filename, path } of uploads) {
      const content = createHash('sha256');
      await pipeline(createReadStream(path), content);
      hash.update(JSON.stringify([name, filename, content.digest('hex')]));
    }
  }
  return hash.digest();
}

function update(hash: Hash, values: ReadonlyMap<string, readonly string[]>): void {
  // It says by itself which rendering it is of.
  const entries = [...values].filter(([name]) => name !== '_token');
  hash.update(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}
