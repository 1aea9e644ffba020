import { batched } from '#base';

/** Does `work` once for all who ask while it is under way; it begins after each of them asked. */
export function sharedWork(work: () => Promise<void>): () => Promise<void> {
  const ask = batched(async () => {
    await work();
    return new Map<'', never>();
  });
  return async () => {
    await ask('');
  };
}
