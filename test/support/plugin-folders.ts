import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a test's plugin says of itself, beside what every one has to. */
export interface TestManifest {
  readonly version?: string;
  readonly weight?: number;
  readonly dependencies?: readonly string[];
  readonly taps?: readonly string[];
  readonly capabilities?: readonly string[];
  /** Hosts of the internet. */
  readonly hosts?: readonly string[];
  /** TOML. */
  readonly tables?: string;
}

/** A folder of the test's own in which plugins are put down, gone with the test. */
export async function openPluginFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-plugin-folder-'));
  return {
    folder,
    put: (name: string, component: string | Uint8Array, manifest?: TestManifest) =>
      putPlugin(folder, name, component, manifest),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Writes `NAME/NAME.info.toml` and `NAME/NAME.wasm` into `folder`; answers the plugin's folder. */
export async function putPlugin(
  folder: string,
  name: string,
  component: string | Uint8Array,
  manifest: TestManifest = {},
): Promise<string> {
  const { version = '1.0.0', weight = 0, dependencies = [], capabilities = [] } = manifest;
  const inside = join(folder, name);
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, `${name}.wasm`), component);
  await writeFile(
    join(inside, `${name}.info.toml`),
    [
      `name = "${name}"`,
      `label = "${labelOf(name)}"`,
      `description = "What ${name} does."`,
      `version = "${version}"`,
      'wit = "0.1.0"',
      `weight = ${weight}`,
      `dependencies = ${JSON.stringify(dependencies)}`,
      '[taps]',
      `implements = ${JSON.stringify(manifest.taps ?? ['letter_sign'])}`,
      '[capabilities]',
      ...capabilities.map((one) => `${one} = true`),
      `http = ${JSON.stringify(manifest.hosts ?? [])}`,
      manifest.tables ?? '',
    ].join('\n'),
  );
  return inside;
}

/** `harbour-bells`: “Harbour bells”. */
function labelOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
