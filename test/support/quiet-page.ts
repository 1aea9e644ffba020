import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** What follows from a change is asked for this much later. */
const PAUSE = 400;

/** Waits as somebody does who looks at what came of a change before they go on. */
export function watchQuiet(page: Page): () => Promise<void> {
  const asked = new Set<Request>();
  let last = 0;
  page.on('request', (request) => void asked.add(request));
  const ended = (request: Request): void => {
    asked.delete(request);
    last = performance.now();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    const begun = performance.now();
    while (asked.size > 0 || performance.now() - Math.max(last, begun) < PAUSE) await sleep(20);
  };
}
