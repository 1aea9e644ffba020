import type { WiredImport, Wiring } from './wiring.ts';

/** What jco makes of a component: it asks for modules by name and instantiates them. */
export type Instantiate = (
  getCoreModule: (name: string) => WebAssembly.Module,
  imports: object,
  instantiateCore: (module: WebAssembly.Module, imports?: object) => { exports: object },
) => unknown;

/**
 * Has `instantiate` wire stand-ins instead of instances: nothing of the plugin runs, and what
 * goes where is known by identity. What is no stand-in is for the kernel to give.
 */
export function recordWiring(
  instantiate: Instantiate,
  modules: ReadonlyMap<string, WebAssembly.Module>,
): Wiring {
  const order = [...modules.values()];
  const instances: { module: number; imports: WiredImport[] }[] = [];
  const sources = new Map<unknown, WiredImport['from']>();
  const flags: number[] = [];

  function sourceOf(value: unknown): WiredImport['from'] {
    const known = sources.get(value);
    if (known !== undefined) return known;
    if (!(value instanceof WebAssembly.Global)) return { kind: 'host' };
    const from = { kind: 'flag', flag: flags.length } as const;
    flags.push(Number(value.value));
    sources.set(value, from);
    return from;
  }

  instantiate(
    (name) => {
      const module = modules.get(name);
      if (module === undefined) throw new Error(`There is no module ${name}.`);
      return module;
    },
    everything(),
    (module, given = {}) => {
      const exports = Object.create(null) as Record<string, unknown>;
      for (const { name, kind } of WebAssembly.Module.exports(module)) {
        exports[name] = kind === 'function' ? () => undefined : { buffer: new ArrayBuffer(0) };
        sources.set(exports[name], { kind: 'export', instance: instances.length, name });
      }
      const imports = Object.entries(given).flatMap(([from, fields]) =>
        Object.entries(fields as object).map(([name, value]) => ({
          module: from,
          name,
          from: sourceOf(value),
        })),
      );
      instances.push({ module: order.indexOf(module), imports });
      return { exports };
    },
  );
  return { instances, flags };
}

/** It can be called, made with `new`, and stand behind instanceof. */
function standIn(): void {}

/** Whatever name is asked for is there: interfaces, their functions, their classes. */
function everything(): object {
  const functions = new Proxy(
    {},
    { get: (_, name) => (typeof name === 'symbol' ? undefined : standIn), has: () => true },
  );
  return new Proxy(
    {},
    { get: (_, name) => (typeof name === 'symbol' ? undefined : functions), has: () => true },
  );
}
