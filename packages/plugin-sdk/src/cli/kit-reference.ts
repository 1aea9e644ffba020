import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

const NAME = 'node_modules/@trovato/plugin-sdk';

/** The kit that runs. */
export interface RunningKit {
  /** Its folder. */
  readonly kit: string;
  readonly version: string;
}

/**
 * What the `package.json` in `folder` says of the kit, so that npm takes it from where the one that
 * runs came from: a version, an address, or the place of an archive, a folder or a checkout.
 */
export function kitReference({ kit, version }: RunningKit, folder: string): string {
  const above = resolve(kit, '../../..');
  const from = join(above, NAME) === kit ? originIn(above) : undefined;
  if (from !== undefined && !from.startsWith('file:')) {
    // So registries call their archives.
    return from.includes('/@trovato/plugin-sdk/-/') ? version : from;
  }
  const origin = from === undefined ? kit : resolve(above, from.slice('file:'.length));
  const place = existsSync(origin) ? origin : kit;
  return `file:${relative(folder, place).replaceAll(sep, '/')}`;
}

const LOCK = Type.Object({
  packages: Type.Object({ [NAME]: Type.Object({ resolved: Type.String() }) }),
});

/** Where npm wrote down that the kit came from which it installed in `folder`. */
function originIn(folder: string): string | undefined {
  const file = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(file)) return undefined;
  const lock: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Value.Check(LOCK, lock) ? lock.packages[NAME].resolved : undefined;
}
