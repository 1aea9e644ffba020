import { createRequire } from 'node:module';
import type * as minijinja from 'minijinja-js';

/** A panic inside WebAssembly left the engine unusable; it must be made again. */
export class EngineLost extends Error {
  /** It was lost before: this template is not what broke it. */
  readonly before: boolean;

  constructor(before: boolean, cause: unknown) {
    super('The template engine stopped and was made again.', { cause });
    this.before = before;
  }
}

export interface TemplateEngine {
  add(name: string, source: string): void;
  render(name: string, values: object): string;
}

// One step of a template is one unit of fuel; the shipped page template burns 700.
const FUEL = 200_000;
const require = createRequire(import.meta.url);

/**
 * A MiniJinja environment (`anew`: after a panic) that escapes everything: names end in `.html`, which turns escaping
 * on, and the filters that would turn it off again are replaced by ones whose result is escaped
 * like any text. A `tojson` of the engine's own would end a quoted attribute.
 */
export function createTemplateEngine(anew: boolean): TemplateEngine {
  const environment = newEnvironment(anew);
  environment.undefinedBehavior = 'strict';
  environment.fuel = FUEL;
  environment.trimBlocks = true;
  environment.lstripBlocks = true;
  // A filter that throws is a panic, so these do not throw.
  environment.addFilter('safe', (value: unknown) => value);
  environment.addFilter('tojson', (value: unknown) => JSON.stringify(value) ?? '');
  for (const name of ['debug', 'cycler', 'joiner']) environment.removeGlobal(name);
  return {
    add: (name, source) => guarded(() => environment.addTemplate(name, source)),
    render: (name, values) => guarded(() => environment.renderTemplate(name, values)),
  };
}

/**
 * The library keeps one WebAssembly instance a module, and a panic spoils it for all
 * environments in it: after one it is loaded anew, which takes 30 ms.
 */
function newEnvironment(anew: boolean): minijinja.Environment {
  const path = require.resolve('minijinja-js');
  if (anew) delete require.cache[path];
  // The module is the one that the types describe.
  const module = require(path) as typeof minijinja;
  return new module.Environment();
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && error.name === 'RuntimeError') throw new EngineLost(false, error);
    if (message.includes('recursive use of')) throw new EngineLost(true, error);
    throw error;
  }
}
