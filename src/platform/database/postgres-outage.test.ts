import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '#base';
import { createWire } from '../../../test/support/wire.ts';
import { openDatabase } from './open-database.ts';

const url = process.env['DATABASE_URL'];

test('a server that is not there is named, without the password', async () => {
  await using database = await openDatabase({
    databaseUrl: 'postgres://me:hush@127.0.0.1:1/site',
    data: '',
  });
  await assert.rejects(database.ping(), (error) => {
    assert.ok(error instanceof Unavailable);
    assert.equal(error.code, 'database.unavailable');
    assert.match(error.message, /PostgreSQL at 127\.0\.0\.1:1 cannot be used/);
    assert.doesNotMatch(error.message, /hush/);
    return true;
  });
});

test('an address that is none is refused at once', async () => {
  await assert.rejects(openDatabase({ databaseUrl: 'mysql://me:hush@x/y', data: '' }), {
    name: 'Misconfigured',
    message: /^DATABASE_URL is not/,
  });
});

if (url) {
  test('a server that goes away is missed at once and found again by itself', async () => {
    const wire = await createWire(new URL(url));
    await using database = await openDatabase({ databaseUrl: wire.url, data: '' });
    const heard: string[] = [];
    const stop = await database.listen('news', (payload) => heard.push(payload));
    await database.ping();
    const { promise: inside, resolve: entered } = Promise.withResolvers<void>();
    const { promise: gone, resolve: cut } = Promise.withResolvers<void>();
    const open = database.transaction(async (transaction) => {
      await database.notify(transaction, 'news', 'never sent');
      entered();
      await gone;
      await database.notify(transaction, 'news', 'never sent either');
    });
    await inside;
    await wire.cut();
    cut();
    await assert.rejects(open, Unavailable);
    await assert.rejects(database.ping(), { code: 'database.unavailable' });

    await wire.join();
    await database.ping();
    // The listener learns that it may have missed something, and hears again.
    for (let tries = 0; heard.length === 0 && tries < 100; tries++) await sleep(50);
    await database.notify(database.queries, 'news', 'back');
    for (let tries = 0; heard.length < 2 && tries < 100; tries++) await sleep(50);
    assert.deepEqual(heard, ['', 'back']);
    await stop();
    await database[Symbol.asyncDispose]();
    await wire.cut();
  });
}
