import { ComponentRefused } from '../component/component-errors.ts';
import type { OpenComponent } from '../component/open-component.ts';
import type { WiredImport } from '../component/wiring.ts';

/** How a component is instantiated, with every import understood. Plain data: threads are sent it. */
export interface InstancePlan {
  readonly instances: readonly {
    readonly module: number;
    readonly imports: readonly PlannedImport[];
  }[];
  readonly flags: readonly number[];
  /** The instance that exports what the kernel calls. */
  readonly entry: number;
  /** Core names of its functions, by their names in WIT. */
  readonly functions: { readonly [name: string]: string };
  /** The memory that values are passed in. */
  readonly memory: { readonly instance: number; readonly name: string };
}

export interface PlannedImport {
  readonly module: string;
  readonly name: string;
  readonly from:
    | Exclude<WiredImport['from'], { kind: 'host' }>
    /** `interface` without its version. */
    | { readonly kind: 'kernel' | 'wasi'; readonly interface: string; readonly name: string }
    | { readonly kind: 'trap' };
}

/** Our own package, as far as a plugin may ask for it. */
export interface Offer {
  /** `trovato:plugin`. */
  readonly name: string;
  readonly version: string;
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/**
 * Finds out what each import of a component means, and where the functions `names` are. Throws
 * `ComponentRefused` for functions that are missing and for ones of ours that there are not.
 */
export function planInstances(
  component: OpenComponent,
  names: readonly string[],
  offer: Offer,
): InstancePlan {
  const { instances, flags } = component.wiring;
  const exportsOfModules = component.modules.map((module) => WebAssembly.Module.exports(module));
  const exportsOf = instances.map(({ module }) => exportsOfModules[module] ?? []);
  const entry = findEntry(exportsOf, names);
  const callers = findCallers(component);
  const planned = instances.map(({ module, imports }) => {
    const table = imports.find(({ name, from }) => name === '$imports' && from.kind === 'export');
    return {
      module,
      imports: imports.map((wired): PlannedImport => {
        const { from } = wired;
        if (from.kind !== 'host') return { ...wired, from };
        return { ...wired, from: meaningOf(originOf(wired, table, callers), offer) };
      }),
    };
  });
  return {
    instances: planned,
    flags,
    entry: entry.instance,
    functions: entry.functions,
    memory: findMemory(component, entry.instance, exportsOf),
  };
}

type Exports = readonly (readonly WebAssembly.ModuleExportDescriptor[])[];

function findEntry(exportsOf: Exports, names: readonly string[]) {
  const coreName = (name: string, exports: Exports[number]): string | undefined =>
    // The second is how newer tools name them.
    [name, `cm32p2||${name}`].find((core) =>
      exports.some((one) => one.kind === 'function' && one.name === core),
    );
  const found = exportsOf.map((exports) =>
    names.flatMap((name) => {
      const core = coreName(name, exports);
      return core === undefined ? [] : [[name, core] as const];
    }),
  );
  const most = Math.max(...found.map(({ length }) => length));
  const instance = found.findIndex(({ length }) => length === most);
  const functions = Object.fromEntries(found[instance] ?? []);
  const missing = names.find((name) => !Object.hasOwn(functions, name));
  if (missing !== undefined) {
    throw new ComponentRefused(
      `It does not export the function “${missing}” that its taps need. Its world has to, as “export ${missing}: func(input: json) -> result<option<json>, string>”.`,
    );
  }
  return { instance, functions };
}

function findMemory(
  { modules, wiring }: OpenComponent,
  entry: number,
  exportsOf: Exports,
): InstancePlan['memory'] {
  const own = exportsOf[entry]?.find(({ kind }) => kind === 'memory');
  if (own !== undefined) return { instance: entry, name: own.name };
  const { module = -1, imports = [] } = wiring.instances[entry] ?? {};
  const compiled = modules[module];
  const wanted =
    compiled && WebAssembly.Module.imports(compiled).find(({ kind }) => kind === 'memory');
  const wired = imports.find(
    (one) => wanted && one.module === wanted.module && one.name === wanted.name,
  );
  if (wired?.from.kind !== 'export') throw new ComponentRefused('It has no memory.');
  return { instance: wired.from.instance, name: wired.from.name };
}

/**
 * Where the name of an import says nothing: functions that need the memory of an instance that
 * is made later are called through a table. One module exports numbered functions that call the
 * table, and a last one fills it from imports with the same numbers.
 */
function originOf(
  wired: WiredImport,
  table: WiredImport | undefined,
  callers: Callers,
): { readonly module: string; readonly name: string } {
  if (table?.from.kind !== 'export' || !/^\d+$/.test(wired.name)) return wired;
  return callers.get(table.from.instance)?.get(wired.name) ?? wired;
}

/** Which import first takes what an instance exports under a name. */
type Callers = ReadonlyMap<number, ReadonlyMap<string, WiredImport>>;

function findCallers({ wiring }: OpenComponent): Callers {
  const callers = new Map<number, Map<string, WiredImport>>();
  for (const wired of wiring.instances.flatMap(({ imports }) => imports)) {
    const { from } = wired;
    if (from.kind !== 'export') continue;
    const names = callers.get(from.instance) ?? new Map<string, WiredImport>();
    callers.set(from.instance, names);
    if (!names.has(from.name)) names.set(from.name, wired);
  }
  return callers;
}

function meaningOf(
  { module, name }: { readonly module: string; readonly name: string },
  offer: Offer,
): PlannedImport['from'] {
  const [path = '', version = ''] = module.split('@');
  const [start = '', called = ''] = path.split('/');
  if (start.startsWith('wasi:')) return { kind: 'wasi', interface: path, name };
  const [space = ''] = offer.name.split(':');
  if (!start.startsWith(`${space}:`)) return { kind: 'trap' };
  const known = start === offer.name && version === offer.version;
  if (!known || offer.interfaces.get(called)?.has(name) !== true) {
    throw new ComponentRefused(
      `It asks for ${module}#${name}, which this version of the program does not have.`,
    );
  }
  return { kind: 'kernel', interface: called, name };
}
