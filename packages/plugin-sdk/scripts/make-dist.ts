import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Makes `dist` anew: the kit as JavaScript with its types, for those who install it. */
export async function makeDist(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const made = mkdtempSync(join(tmpdir(), 'trovato-dist-'));
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const config = join(PACKAGE, 'scripts/tsconfig.json');
    const args = [tsc, '-p', config, '--outDir', made];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) throw new Error('TypeScript found something wrong.');
    cpSync(join(made, 'packages/plugin-sdk'), dist, { recursive: true });
  } finally {
    rmSync(made, { recursive: true });
  }
  cpSync(join(ROOT, 'wit'), join(dist, 'src/wit'), { recursive: true });
  await takeAlong('src/testing/kernel-taps', dist);
}

/** A module that uses the kernel itself, with all that it uses of it. */
async function takeAlong(module: string, dist: string): Promise<void> {
  await using bundle = await rolldown({
    input: join(PACKAGE, `${module}.ts`),
    platform: 'node',
    logLevel: 'warn',
    // Of the rooms of the kernel only what the taps need is taken.
    treeshake: { moduleSideEffects: false },
    external: (id) => !/^[./#]/.test(id),
  });
  await bundle.write({ file: join(dist, `${module}.js`), format: 'esm' });
}
