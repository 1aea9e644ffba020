import type { Registration, RunPlugin, Taps } from '#grammar/taps';
import type { Manifest } from '@trovato/plugin-sdk/manifest';
import type { LoadedPlugin } from './plugin-loader.ts';

/** Which plugins are asked, all of them changed in one go. */
export interface Registrations extends Disposable {
  /**
   * From now on these are asked, in this order. Requests that have asked others go on with those;
   * what no request can need any more is ended. `standIns` fail in the place of others.
   */
  replace(plugins: readonly AskedPlugin[], standIns?: readonly RunPlugin[]): void;
}

export interface AskedPlugin {
  readonly manifest: Manifest;
  readonly loaded: LoadedPlugin;
  /** Another one when it may say something else than before, or was not asked for a while. */
  readonly version: string;
}

export function createRegistrations({
  taps,
  grace,
}: {
  readonly taps: Taps;
  readonly grace: number;
}): Registrations {
  let asked: readonly AskedPlugin[] = [];
  let standing: readonly RunPlugin[] = [];
  let registered: readonly Registration[] = [];
  const leaving = new Map<NodeJS.Timeout, () => void>();

  function endLater(registrations: readonly Registration[], ended: readonly LoadedPlugin[]): void {
    const end = () => {
      for (const one of [...registrations, ...ended]) one[Symbol.dispose]();
    };
    const timer = setTimeout(() => {
      leaving.delete(timer);
      end();
    }, grace).unref();
    leaving.set(timer, end);
  }

  return {
    replace(plugins, standIns = []) {
      const same =
        plugins.length === asked.length &&
        plugins.every(
          ({ loaded, version }, i) => loaded === asked[i]?.loaded && version === asked[i]?.version,
        ) &&
        namesOf(standIns) === namesOf(standing);
      if (same) return;
      standing = standIns;
      const before = registered;
      registered = [
        ...standIns.map((one) => taps.register(one)),
        ...plugins.map(({ manifest, loaded, version }) =>
          taps.register({
            name: manifest.name,
            weight: manifest.weight,
            taps: manifest.implements,
            id: loaded.id,
            runner: loaded.runner,
            version,
          }),
        ),
      ];
      for (const one of before) one.retire();
      const stay = new Set(plugins.map(({ loaded }) => loaded));
      const gone = asked.map(({ loaded }) => loaded).filter((loaded) => !stay.has(loaded));
      asked = plugins;
      endLater(before, gone);
    },
    [Symbol.dispose]() {
      for (const [timer, end] of leaving) {
        clearTimeout(timer);
        end();
      }
      for (const one of [...registered, ...asked.map(({ loaded }) => loaded)]) {
        one[Symbol.dispose]();
      }
    },
  };
}

function namesOf(plugins: readonly RunPlugin[]): string {
  return plugins.map(({ name }) => name).join(' ');
}
