import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Plugin, build } from 'rolldown';

// `npm run bundle` makes the one script that the editor is loaded as, from `shared/editor` and the
// libraries that package-lock.json pins. It is kept with the project, so that nobody who installs
// Trovato has to build anything.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = fileURLToPath(new URL('shared/scripts/rich-text.min.js', import.meta.url));

const NOTICE =
  '/*! Made by "npm run bundle" from themes/shared/editor. Holds TipTap and ProseMirror (MIT ' +
  'License) and icons of Lucide (ISC License): see licenses.md there. */';

/** Of an icon only what stands inside of the `<svg>`. */
const icons: Plugin = {
  name: 'icons',
  transform: {
    filter: { id: /\.svg$/ },
    handler(svg) {
      const start = svg.indexOf('>', svg.indexOf('<svg')) + 1;
      const inside = svg.slice(start, svg.lastIndexOf('</svg>')).replaceAll(/\s*\n\s*/g, '');
      return { code: `export default ${JSON.stringify(inside)}`, moduleType: 'js' };
    },
  },
};

/** The script as the sources and the libraries make it now: the same of the same, everywhere. */
export async function makeBundle(): Promise<string> {
  const code = await bundle(fileURLToPath(new URL('shared/editor/rich-text.ts', import.meta.url)));
  return `${NOTICE}\n${code}`;
}

/** One module of `input` and all that it imports; `plugins` may make more of it. */
export async function bundle(input: string, ...plugins: readonly Plugin[]): Promise<string> {
  const { output } = await build({
    input,
    cwd: ROOT,
    platform: 'browser',
    plugins: [icons, ...plugins],
    transform: { target: 'es2022' },
    output: { format: 'esm', minify: true, comments: false, codeSplitting: false },
    write: false,
    logLevel: 'warn',
  });
  return output[0].code;
}

/** The script as it is kept. */
export function readBundle(): string {
  return readFileSync(BUNDLE, 'utf8');
}

if (import.meta.main) {
  const code = await makeBundle();
  writeFileSync(BUNDLE, code);
  const packed = gzipSync(code, { level: 9 }).length;
  console.log(`${relative(ROOT, BUNDLE)}: ${code.length} bytes, ${packed} with gzip`);
}
