import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest, PluginProblem } from './index.ts';

const HEAD = `name = "tides"
label = "Tides"
description = "High water beside each harbour."
version = "1.2.0"
wit = "0.1.0"
[taps]
implements = ["item_view"]
`;

/** What is said of a manifest with these tables. */
function saidOf(tables: string): string {
  try {
    parseManifest(HEAD + tables, 'tides.info.toml');
  } catch (error) {
    assert.ok(error instanceof PluginProblem);
    return error.message;
  }
  return 'nothing';
}

test('a manifest declares tables, each with its columns and indexes', () => {
  const { tables } = parseManifest(
    `${HEAD}[tables.height]
unique = [["harbour", "at"]]
indexes = [["at"]]
[tables.height.columns]
id = { type = "serial" }
harbour = { type = "uuid", references = "item", on_delete = "cascade" }
by = { type = "uuid", references = "user", on_delete = "set_null", nullable = true }
at = { type = "timestamp", default = "now" }
metres = { type = "float", default = 0.5 }
`,
    'tides.info.toml',
  );
  assert.deepEqual(Object.keys(tables), ['height']);
  assert.deepEqual(tables['height']?.unique, [['harbour', 'at']]);
  assert.equal(tables['height']?.columns['metres']?.default, 0.5);
});

const WRONG: readonly (readonly [string, RegExp])[] = [
  [
    '[tables.a.columns]\nid = { type = "number" }',
    /^tides\.info\.toml:9: “tables\.a\.columns\.id\.type” must be one of "text", .* It is "number"\.$/,
  ],
  [
    '[tables.a]\nindexes = []',
    /:8: “tables\.a\.columns” is missing\. It is a table of one to fifty/,
  ],
  [
    '[tables.a.columns]\nid = { type = "text", size = 3 }',
    /:9: “tables\.a\.columns\.id\.size” is not known here; there are type, nullable,/,
  ],
  [
    '[tables.Big.columns]\nid = { type = "text" }',
    /:8: “tables\.Big” is no name of a table: 1 to 40/,
  ],
  ['[tables.users.columns]\nid = { type = "text" }', /:8: .* has a name that the kernel uses/],
  [
    '[tables.a.columns]\n"x;" = { type = "text" }',
    /“tables\.a\.columns\.x;” is no name of a column/,
  ],
  [
    '[tables.a.columns]\nxmin = { type = "text" }',
    /:9: “tables\.a\.columns\.xmin” has a name that the database uses itself/,
  ],
  [
    '[tables.a]\nindexes = [["n"], ["n"]]\n[tables.a.columns]\nn = { type = "text" }',
    /:8: “tables\.a” has n in “indexes” twice/,
  ],
  [
    '[tables.a.columns]\nat = { type = "timestamp", default = "2026-02-30" }',
    /needs "now", or a time: .* It is "2026-02-30"/,
  ],
  [
    '[tables.a.columns]\nn = { type = "integer", default = "1" }',
    /needs a whole number below 2³¹ as its default\. It is "1"\./,
  ],
  [
    '[tables.a.columns]\nn = { type = "text", references = "item", on_delete = "cascade" }',
    /its type must be "uuid"\. It is "text"\./,
  ],
  [
    '[tables.a.columns]\nn = { type = "uuid", references = "item" }',
    /needs on_delete = "cascade" or "set_null"/,
  ],
  [
    '[tables.a.columns]\nn = { type = "uuid", references = "item", on_delete = "set_null" }',
    /so it needs nullable = true/,
  ],
  [
    '[tables.a.columns]\nn = { type = "serial" }\nm = { type = "serial" }',
    /:8: “tables\.a” has more than one serial column: n, m\./,
  ],
  [
    '[tables.a]\nunique = [["z"]]\n[tables.a.columns]\nn = { type = "text" }',
    /has no column “z”, which an index names/,
  ],
];

for (const [tables, said] of WRONG) {
  test(`tables that cannot be made are refused in words: ${said.source.slice(0, 60)}`, () => {
    assert.match(saidOf(tables), said);
  });
}
