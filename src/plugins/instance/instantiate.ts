import { ENTROPY, STATE_PREFIX } from '../component/patch-module.ts';
import type { CoreFunction } from '../abi/function-glue.ts';
import { GuestFault, GuestMemory } from '../abi/guest-memory.ts';
import type { InstancePlan, PlannedImport } from './plan-instances.ts';

/** The core modules of a plugin, running. */
export interface Running {
  readonly memory: GuestMemory;
  /** By their names in WIT; and `afterwards`, which frees what they answered. */
  readonly functions: ReadonlyMap<
    string,
    { readonly call: CoreFunction; readonly afterwards: CoreFunction | undefined }
  >;
  /** All that changes while it runs. */
  readonly state: {
    readonly memories: readonly WebAssembly.Memory[];
    readonly globals: readonly WebAssembly.Global[];
  };
  /** What is set here is mixed into random numbers that it makes by itself. */
  readonly entropy: readonly WebAssembly.Global[];
}

/** Makes the function that stands for an import of the kernel's or of WASI. */
export type Offered = (
  kind: 'kernel' | 'wasi',
  path: string,
  name: string,
  memory: () => GuestMemory,
) => CoreFunction | undefined;

/**
 * Instantiates a component; what it does when it starts is run. Imports that nobody offers end
 * the plugin's call when they are called.
 */
export function instantiate(
  plan: InstancePlan,
  modules: readonly WebAssembly.Module[],
  offered: Offered,
): Running {
  const flags = plan.flags.map(
    (value) => new WebAssembly.Global({ value: 'i32', mutable: true }, value),
  );
  let memory: GuestMemory | undefined;
  const exports: WebAssembly.Exports[] = [];
  const getMemory = (): GuestMemory => (memory ??= openMemory(plan, exports));

  function valueOf({ module, name, from }: PlannedImport): WebAssembly.ImportValue {
    if (from.kind === 'export') {
      const value = exports[from.instance]?.[from.name];
      if (value === undefined) throw new GuestFault(`lacks ${from.name}`);
      return value;
    }
    if (from.kind === 'flag') return flags[from.flag] ?? 0;
    const given =
      from.kind === 'trap' ? undefined : offered(from.kind, from.interface, from.name, getMemory);
    return (
      given ??
      (() => {
        throw new GuestFault(`called ${module}#${name}, which plugins may not use`);
      })
    );
  }

  for (const { module, imports } of plan.instances) {
    const given = bare<WebAssembly.ModuleImports>();
    for (const one of imports) (given[one.module] ??= bare())[one.name] = valueOf(one);
    const compiled = modules[module];
    if (compiled === undefined) throw new GuestFault(`lacks module ${module}`);
    exports.push(new WebAssembly.Instance(compiled, given).exports);
  }

  const entry = exports[plan.entry] ?? {};
  return {
    memory: getMemory(),
    functions: new Map(
      Object.entries(plan.functions).map(([name, coreName]) => [
        name,
        {
          call: functionOf(entry, coreName) ?? missing(name),
          afterwards: functionOf(entry, `cabi_post_${coreName}`, `${coreName}_post`),
        },
      ]),
    ),
    ...stateOf(exports, flags),
  };
}

/** Without a prototype: what is in it is named by the plugin, and may be named `__proto__`. */
function bare<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** Its first call may come while later instances, such as the one that allocates, are not made. */
function openMemory(plan: InstancePlan, exports: readonly WebAssembly.Exports[]): GuestMemory {
  const core = exports[plan.memory.instance]?.[plan.memory.name];
  if (!(core instanceof WebAssembly.Memory)) throw new GuestFault('has no memory yet');
  let allocate: CoreFunction | undefined;
  return new GuestMemory(core, (old, oldSize, align, size) => {
    allocate ??= functionOf(exports[plan.entry] ?? {}, 'cabi_realloc', 'cm32p2_realloc');
    if (allocate === undefined) throw new GuestFault('has no cabi_realloc');
    return Number(allocate(old, oldSize, align, size));
  });
}

function functionOf(exports: WebAssembly.Exports, ...names: string[]): CoreFunction | undefined {
  for (const name of names) {
    const found = exports[name];
    // Core functions take and answer numbers and bigints only.
    if (typeof found === 'function') return found as CoreFunction;
  }
  return undefined;
}

function missing(name: string): CoreFunction {
  return () => {
    throw new GuestFault(`has no function ${name}`);
  };
}

function stateOf(
  exports: readonly WebAssembly.Exports[],
  flags: readonly WebAssembly.Global[],
): Pick<Running, 'state' | 'entropy'> {
  const memories: WebAssembly.Memory[] = [];
  const globals = [...flags];
  const entropy: WebAssembly.Global[] = [];
  for (const [name, value] of exports.flatMap((one) => Object.entries(one))) {
    if (name === ENTROPY && value instanceof WebAssembly.Global) entropy.push(value);
    else if (!name.startsWith(STATE_PREFIX)) continue;
    else if (value instanceof WebAssembly.Memory) memories.push(value);
    else if (value instanceof WebAssembly.Global) globals.push(value);
  }
  return { state: { memories, globals }, entropy };
}
