import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HOUSE, LIBRARIES } from './house.ts';
import { ROOT, readSourceFiles } from './source-files.ts';

const files = readSourceFiles();
const ours = files.filter(({ path }) => path.startsWith('src/'));
const floorOf = new Map(
  HOUSE.flatMap((floor, index) =>
    floor.rooms.map((room) => [room.path, HOUSE.length - 1 - index] as const),
  ),
);

/** Fails with one line for each of `complaints` and then `advice`. */
function assertNone(complaints: readonly string[], advice: string): void {
  assert.ok(complaints.length === 0, `\n${[...new Set(complaints)].join('\n')}\n${advice}`);
}

test('every file of src stands in a room of the house', () => {
  assertNone(
    ours.filter(({ room }) => room === undefined).map(({ path }) => path),
    'Move it into a room, or add the room to test/architecture/house.ts.',
  );
  const empty = [...floorOf.keys()].filter((room) => !ours.some((file) => file.room === room));
  assertNone(empty, 'test/architecture/house.ts lists rooms that are not there: remove them.');
});

test('a room is entered through its door', () => {
  const complaints: string[] = [];
  for (const file of files) {
    for (const { specifier, room, path } of file.imports) {
      if (specifier.startsWith('#') && !floorOf.has(specifier.slice(1))) {
        complaints.push(`${file.path}: there is no room ${specifier}`);
      }
      if (path === undefined) continue;
      // A room that is one file is its own door.
      const leaves = file.room !== room && path !== `src/${room}.ts`;
      const support = file.isTest && path.startsWith('test/support/');
      // A package has no names like #base for what is outside of it.
      const door = file.path.startsWith('packages/') && path === `src/${room}/index.ts`;
      if (leaves && !support && !door) complaints.push(`${file.path}: ${specifier}`);
    }
  }
  assertNone(
    complaints,
    'Import what the other room offers from its door, like #records/items; tests may reach test/support/.',
  );
});

test('arrows point down, and those on one floor are listed', () => {
  const complaints: string[] = [];
  const beside = new Set<string>();
  for (const { path, room, imports, isTest } of ours) {
    for (const { room: other } of imports) {
      if (room === undefined || other === undefined || other === room) continue;
      const difference = (floorOf.get(room) ?? 0) - (floorOf.get(other) ?? 0);
      if (difference < 0 && !isTest) complaints.push(`${path}: #${other} is on a higher floor`);
      if (difference === 0 && !isTest) beside.add(`${room} → ${other}`);
    }
  }
  assertNone(
    complaints,
    'Let the lower room own an interface that the higher one registers with, or move the code.',
  );
  const listed = new Set(
    HOUSE.flatMap(({ rooms }) =>
      rooms.flatMap((room) => (room.beside ?? []).map((other) => `${room.path} → ${other}`)),
    ),
  );
  assertNone(
    [...beside].filter((arrow) => !listed.has(arrow)),
    'New arrows on one floor: if they are meant, list them under `beside` in test/architecture/house.ts.',
  );
  assertNone(
    [...listed].filter((arrow) => !beside.has(arrow)),
    'test/architecture/house.ts lists arrows that the code does not have: remove them.',
  );
});

test('no rooms go round in a circle', () => {
  const next = new Map(
    HOUSE.flatMap(({ rooms }) => rooms.map((room) => [room.path, room.beside ?? []] as const)),
  );
  const visit = (room: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(room), `A circle: ${[...trail, room].join(' → ')}`);
    for (const other of next.get(room) ?? []) visit(other, [...trail, room]);
  };
  for (const room of next.keys()) visit(room, []);
});

test('a library that belongs to one room is used in no other', () => {
  const complaints = ours
    .filter(({ isTest }) => !isTest)
    .flatMap(({ path, room, imports }) =>
      imports
        .filter(({ specifier }) => (LIBRARIES[specifier] ?? room) !== room)
        .map(({ specifier }) => `${path}: ${specifier} belongs to ${LIBRARIES[specifier]}`),
    );
  assertNone(complaints, 'Use what that room offers; LIBRARIES is in test/architecture/house.ts.');
});

test('every table is used', () => {
  const sql = globSync('migrations/*.sql', { cwd: ROOT }).map((file) =>
    readFileSync(`${ROOT}${file}`, 'utf8'),
  );
  const text = ours
    .filter(({ path, isTest }) => !isTest && path !== 'src/platform/database/tables.ts')
    .map((file) => file.text)
    .join('\n');
  const unused = sql
    .flatMap((migration) => [...migration.matchAll(/^create table (?:if not exists )?(\w+)/gm)])
    .map(([, name = '']) => name)
    .filter(
      (name) =>
        !new RegExp(`['"]${name}(?: as \\w+)?['".]|\\b(?:from|join|into|update) ${name}\\b`).test(
          text,
        ),
    );
  assertNone(unused, 'Tables that nothing in src reads or writes: take them out of the migration.');
});
