import type { WitValue } from '../abi/wit-types.ts';
import type { Capability, HostService, PluginCall } from './plugin-call.ts';
import { Refusal } from './refusal.ts';

/** Interfaces whose answers come from the kernel's records, and `plugins`. */
export const kept = {
  items: {
    load: asking('items', 'load', 'read_content'),
    query: asking('items', 'query', 'read_content'),
    save: asking('items', 'save', 'write_content', { writing: true }),
  },
  variables: {
    get: asking('variables', 'get', 'variables'),
    set: asking('variables', 'set', 'variables', { writing: true }),
    delete: asking('variables', 'delete', 'variables', { writing: true }),
  },
  // Tables of the plugin's own need no capability; those of the kernel are asked about there.
  db: {
    select: asking('db', 'select', undefined),
    insert: asking('db', 'insert', undefined, { writing: true }),
    update: asking('db', 'update', undefined, { writing: true }),
    delete: asking('db', 'delete', undefined, { writing: true }),
  },
  'raw-sql': {
    query: (call: PluginCall, ...values: readonly WitValue[]) =>
      asking('raw-sql', call.tap.writes ? 'write' : 'read', 'raw_sql')(call, ...values),
  },
  // A queue is the plugin's own by its name.
  queue: { add: asking('queue', 'add', undefined, { writing: true }) },
  // What it keeps is its own, and cannot be told from what it computes.
  cache: {
    get: asking('cache', 'get', undefined),
    set: asking('cache', 'set', undefined),
    invalidate: asking('cache', 'invalidate', undefined, { writing: true }),
  },
  // Which hosts it may ask is looked at there, for each address that it is led to.
  http: {
    fetch: (call: PluginCall, ...values: readonly WitValue[]) =>
      asking('http', call.tap.writes ? 'send' : 'look', undefined)(call, ...values),
  },
  plugins: {
    exists: async (call: PluginCall, name: string) => call.exists(name),
    invoke: async (call: PluginCall, name: string, tap: string, input: string) => {
      needs(call, 'plugins');
      return call.invoke(name, tap, input);
    },
  },
} as const;

function asking(
  service: HostService,
  name: string,
  capability: Capability | undefined,
  { writing = false } = {},
) {
  return async (call: PluginCall, ...values: readonly WitValue[]): Promise<string | undefined> => {
    if (capability !== undefined) needs(call, capability);
    if (writing && !call.tap.writes) {
      throw new Refusal(
        'not-allowed',
        `The tap ${call.tap.name} only reads; nothing is saved there.`,
      );
    }
    const answer = await call.ask(service, name, values);
    if ('refusal' in answer) {
      // What the main thread answers is made by `answerHostCall`.
      throw new Refusal(answer.refusal as Refusal['reason'], answer.message);
    }
    return answer.ok;
  };
}

function needs({ capabilities }: PluginCall, capability: Capability): void {
  if (!capabilities.has(capability)) throw new Refusal('not-granted', capability);
}
