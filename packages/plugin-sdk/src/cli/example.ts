import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { WIT_VERSIONS } from '../manifest/index.ts';
import { kitReference } from './kit-reference.ts';

const require = createRequire(import.meta.url);
const about = require.resolve('@trovato/plugin-sdk/package.json');
const { version }: { version: string } = require(about);

/** What `trovato-plugin new` writes into `folder`: file name to text. */
export function exampleFiles(name: string, folder: string): Readonly<Record<string, string>> {
  const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return {
    [`${name}.info.toml`]: `name = "${name}"
label = "${label}"
description = "Says below an item how many words it has."
version = "0.1.0"
wit = "${WIT_VERSIONS.at(-1)}"

[taps]
implements = ["item_view"]
`,
    'plugin.ts': `import { definePlugin, paragraph } from '@trovato/plugin-sdk';

export default definePlugin({
  // Stands below the fields of an item, on the page of the item alone.
  itemView(item) {
    if (item.viewMode !== 'full') return undefined;
    const words = item.text('body').split(/\\s+/).filter(Boolean).length;
    return paragraph(\`\${words} words in “\${item.title}”.\`);
  },
});
`,
    'plugin.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlugin, shownItem } from '@trovato/plugin-sdk/testing';

test('an item says how many words it has', async () => {
  const plugin = await openPlugin(import.meta.dirname);
  const fields = { body: { value: 'A quiet hour.', format: 'plain_text' } };
  const element = await plugin.ask('itemView', shownItem({ title: 'Sea', fields }));
  assert.match(JSON.stringify(element), /3 words in “Sea”/);
});

test('lists are left as they are', async () => {
  const plugin = await openPlugin(import.meta.dirname);
  assert.equal(await plugin.ask('itemView', shownItem({}, 'teaser')), undefined);
});
`,
    'package.json': `${JSON.stringify(packageOf(name, folder), null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(TYPESCRIPT, null, 2)}\n`,
    '.gitignore': 'node_modules/\n*.wasm\n*.tgz\n',
  };
}

function packageOf(name: string, folder: string) {
  return {
    name,
    version: '0.1.0',
    type: 'module',
    // By which a site finds it when it is installed from npm.
    keywords: ['trovato-plugin'],
    files: ['*.info.toml', '*.wasm', 'templates', 'assets'],
    scripts: {
      build: 'trovato-plugin build',
      test: 'trovato-plugin test',
      pack: 'trovato-plugin pack',
    },
    devDependencies: {
      '@trovato/plugin-sdk': kitReference({ kit: dirname(about), version }, folder),
      '@types/node': '^26.0.0',
      typescript: '^7.0.0',
    },
  };
}

/** For editors, and for `build`, which has TypeScript check the plugin. */
const TYPESCRIPT = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
};
