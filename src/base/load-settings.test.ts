import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Misconfigured } from './errors.ts';
import { loadSettings } from './load-settings.ts';

const SECRET = 'a'.repeat(32);

function inFolder(toml: string | undefined, work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  try {
    if (toml !== undefined) writeFileSync(join(folder, 'trovato.toml'), toml);
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('with nothing set, a site runs on this machine from ./data', () => {
  inFolder(undefined, (folder) => {
    const { secret, ...rest } = loadSettings({}, folder);
    assert.deepEqual(rest, {
      databaseUrl: undefined,
      redisUrl: undefined,
      port: 3000,
      host: '127.0.0.1',
      data: join(folder, 'data'),
      baseUrl: undefined,
      logLevel: 'info',
      production: false,
      themeDebug: false,
      cron: true,
      workers: true,
      pluginLimits: {},
    });
    assert.ok(secret.length >= 32);
  });
});

test('the secret is made once and only its owner can read it', () => {
  inFolder(undefined, (folder) => {
    const { secret } = loadSettings({}, folder);
    assert.equal(loadSettings({}, folder).secret, secret);
    const path = join(folder, 'data', 'secret');
    assert.equal(readFileSync(path, 'utf8').trim(), secret);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });
});

test('the environment wins over trovato.toml, which wins over the defaults', () => {
  inFolder(`port = 8080\nhost = "0.0.0.0"\nsecret = "${SECRET}"\n`, (folder) => {
    const settings = loadSettings({ PORT: '9090' }, folder);
    assert.equal(settings.port, 9090);
    assert.equal(settings.host, '0.0.0.0');
    assert.equal(settings.secret, SECRET);
  });
});

test('an empty variable counts as not set', () => {
  inFolder(undefined, (folder) => {
    assert.equal(loadSettings({ PORT: '', DATABASE_URL: '' }, folder).port, 3000);
  });
});

test('everything that is wrong is said at once, by the names of the settings', () => {
  inFolder('colour = "red"\nlog_level = "loud"\n', (folder) => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://me:hush@x',
      REDIS_URL: 'http://me:hush@x',
      TROVATO_SECRET: 'short',
    };
    assert.throws(
      () => loadSettings(wrong, folder),
      (error) => {
        assert.ok(error instanceof Misconfigured);
        assert.equal(error.problems.length, 6);
        assert.match(error.message, /no setting "colour"/);
        assert.match(error.message, /"log_level" in trovato\.toml should be one of debug, info/);
        assert.match(error.message, /PORT should be a number from 0 to 65535/);
        assert.match(error.message, /DATABASE_URL should be the address/);
        assert.match(error.message, /REDIS_URL should be the address/);
        assert.match(error.message, /TROVATO_SECRET should be at least 32/);
        assert.doesNotMatch(error.message, /hush|short/);
        return true;
      },
    );
  });
});

test('a broken trovato.toml is named with its line and without what it says', () => {
  inFolder('port = 3000\nsecret = "hush\n', (folder) => {
    assert.throws(
      () => loadSettings({}, folder),
      (error) =>
        error instanceof Misconfigured &&
        /trovato\.toml is not valid TOML in line 2/.test(error.message) &&
        !error.message.includes('hush'),
    );
  });
});

test('a base address loses its last slash and takes no query', () => {
  inFolder(`secret = "${SECRET}"`, (folder) => {
    const read = (baseUrl: string) => loadSettings({ TROVATO_BASE_URL: baseUrl }, folder).baseUrl;
    assert.equal(read('https://example.org/'), 'https://example.org');
    assert.equal(read('https://example.org/site/'), 'https://example.org/site');
    assert.throws(() => read('example.org'), Misconfigured);
    assert.throws(() => read('https://example.org/?a=1'), Misconfigured);
  });
});

test('a data folder that cannot be made says why and what to do', () => {
  inFolder(undefined, (folder) => {
    writeFileSync(join(folder, 'file'), '');
    const read = (data: string) => () => loadSettings({ TROVATO_DATA: data }, folder);
    assert.throws(
      read(join(folder, 'file', 'data')),
      /a part of its path, is a file\. Set TROVATO_DATA to another folder\./,
    );
    assert.throws(read(join(folder, 'file')), /is a file\./);
    read(join(folder, 'one', 'two', 'three'))();
    assert.ok(existsSync(join(folder, 'one', 'two', 'three', 'secret')));
  });
});

test('a data folder where nothing can be made ends at once', { skip: !existsSync('/proc') }, () => {
  inFolder(undefined, (folder) => {
    for (const data of ['/proc/nope', '/proc/nope/data'])
      assert.throws(
        () => loadSettings({ TROVATO_DATA: data }, folder),
        /The data folder .* cannot be used: no folder can be made there\. Set TROVATO_DATA/,
      );
  });
});

test('comments about templates can be switched on, except in production', () => {
  inFolder('theme_debug = true\n', (folder) => {
    assert.equal(loadSettings({}, folder).themeDebug, true);
    assert.equal(loadSettings({ TROVATO_THEME_DEBUG: '0' }, folder).themeDebug, false);
    assert.equal(loadSettings({ TROVATO_ENV: 'production' }, folder).themeDebug, false);
    assert.throws(
      () => loadSettings({ TROVATO_THEME_DEBUG: 'maybe' }, folder),
      /TROVATO_THEME_DEBUG should be true or false/,
    );
  });
});

test('what plugins may use up can be set, within reason', () => {
  inFolder('plugin_memory = 128\nplugin_threads = 3\ncron = false\nworkers = false\n', (folder) => {
    const settings = loadSettings({ TROVATO_PLUGIN_READ_TIME: '250' }, folder);
    assert.deepEqual(settings.pluginLimits, {
      threads: 3,
      memory: 128 * 2 ** 20,
      viewDeadline: 250,
    });
    assert.equal(settings.cron, false);
    assert.equal(settings.workers, false);
    assert.throws(
      () => loadSettings({ TROVATO_PLUGIN_MEMORY: '1', TROVATO_PLUGIN_THREADS: 'two' }, folder),
      /THREADS should be a number of threads from 1 to 64\. TROVATO_PLUGIN_MEMORY should be a number of MiB from 4 to 2048/,
    );
  });
});
