import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TapInfo } from '#grammar/taps';
import { openTestKernel } from '../support/kernel.ts';

const PAGE = fileURLToPath(new URL('../../docs/taps.md', import.meta.url));

test('docs/taps.md lists every tap that there is', async () => {
  await using site = await openTestKernel();
  const page = `${INTRODUCTION}\n${site.taps.list().map(describe).join('\n')}`;
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, page);
  assert.equal(
    readFileSync(PAGE, 'utf8'),
    page,
    'Write it again: UPDATE_DOCS=1 node --test test/taps/taps-page.test.ts',
  );
});

const INTRODUCTION = `# Taps

A tap is a named point at which plugins are asked. Each is asked in exactly one place of the
program. What a plugin is given and what it answers is JSON. Plugins are asked in order of weight,
lighter ones first, equal ones in the order in which they were switched on; where answers are
changes, a later plugin is given what the earlier ones made of it.

Changes are operations on a JSON document, each with a JSON pointer as its \`path\`:

\`\`\`json
[
  { "op": "set", "path": "/#children/body/#label", "value": "Text" },
  { "op": "add", "path": "/#children/note", "value": { "#type": "text", "#value": "New" } },
  { "op": "remove", "path": "/#children/place" },
  { "op": "reorder", "path": "/#children", "order": ["note", "body"] }
]
\`\`\`

One that cannot be done is left out and logged with its path; the others are done. The log has one
line for an answer, with how many and the first twenty; more than a thousand are a failure. New elements are
checked like everything that comes from outside: [elements](elements.md), [forms](forms.md). All
operations of an answer together have an end: a thousand of them, which look at a quarter of a million
values (of a form at fifty thousand). An answer that would do more is a failure.

A plugin that fails or answers something else is logged by name. Its answer is left out, except
where the table says that everything is given up: then nothing is saved; or that it denies: then
the actor may not do what was asked about.

This page is made from the taps themselves by \`test/taps/taps-page.test.ts\`.

| Tap | When, and what the answer does | A failure |
| --- | --- | --- |
`.trimEnd();

function describe({ name, about, failure }: TapInfo): string {
  return `| \`${name}\` | ${about} | ${CONSEQUENCES[failure]} |`;
}

const CONSEQUENCES: Readonly<Record<TapInfo['failure'], string>> = {
  leave_out: 'is left out',
  abort: 'gives everything up',
  deny: 'denies',
};
