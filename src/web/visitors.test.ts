import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { paragraph } from '#grammar/render';
import { openTestWeb } from '../../test/support/web.ts';

test('a request whose client went away is told so, and one that was answered is not', async () => {
  const signals: AbortSignal[] = [];
  const started = Promise.withResolvers<void>();
  await using web = await openTestWeb({
    pages: [
      {
        methods: ['GET', 'POST'],
        path: '/slow',
        async handle({ ctx, query }) {
          signals.push(ctx.signal);
          started.resolve();
          if (query.has('hang')) await once(ctx.signal, 'abort');
          return { kind: 'page', title: 'Slow', body: paragraph('') };
        },
      },
    ],
  });
  const url = await web.app.listen({ port: 0, host: '127.0.0.1' });
  const leaving = new AbortController();
  const hanging = fetch(`${url}/slow?hang`, { signal: leaving.signal });
  await started.promise;
  leaving.abort();
  await assert.rejects(hanging);
  await (await fetch(`${url}/slow`)).text();
  const posted = await fetch(`${url}/slow`, { method: 'POST', body: new URLSearchParams('a=1') });
  await posted.text();
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true, false, false],
  );
});
