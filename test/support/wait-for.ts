import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `holds` answers true; how long that takes is the machine's business. */
export async function waitFor(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
