import { isObject } from '#base';
import type { TapInfo, TapOutcome, TapRunner } from '#grammar/taps';
import { contextOf } from './context-of.ts';
import type { HostCalls } from './host-calls.ts';
import type { CallingPlugin } from './host-services.ts';
import type { ItemChanges } from './host/plugin-call.ts';
import type { ThreadOutcome } from './pool/messages.ts';
import type { Pool } from './pool/pool.ts';

/** A `TapOutcome`, with either always there to be looked at. */
type Said = TapOutcome & { readonly error?: Error };

/** A plugin that threads have. */
export interface RunningPlugin extends CallingPlugin {
  readonly id: number;
}

export interface PluginRunnerDeps {
  readonly pool: Pool;
  readonly running: ReadonlyMap<number, RunningPlugin>;
  readonly hostCalls: Pick<HostCalls, 'follow' | 'settled'>;
  /** A plugin failed; once for each time that it is asked. */
  failed(id: number, reason: string): void;
  readonly limits: {
    readonly viewDeadline: number;
    readonly changeDeadline: number;
    readonly workDeadline: number;
  };
}

/** Asks plugins in their threads: all that answer a tap, about all inputs, in one message. */
export function createPluginRunner(deps: PluginRunnerDeps): TapRunner {
  const { pool, running, hostCalls, failed, limits } = deps;
  return {
    async ask(request, tap, given, inputs) {
      const maySave = request.transaction !== undefined || tap.writes === true;
      const ctx = maySave ? hostCalls.follow(request) : request;
      const asked = given.map((id) => running.get(Number(id)));
      const ids = asked.flatMap((one) => (one ? [one.id] : []));
      const { name, writes = false, changesItem = false } = tap;
      const outcomes =
        ids.length === 0
          ? []
          : await pool.ask({
              ctx,
              context: contextOf(ctx),
              tap: { name, writes, changesItem },
              ids,
              inputs: JSON.stringify(inputs),
              count: inputs.length,
              deadline: deadlineOf(tap, limits),
            });
      await hostCalls.settled(ctx);
      return asked.map((one): readonly TapOutcome[] => {
        const plugin = one?.name ?? 'one that was switched off';
        const said = one && outcomes[ids.indexOf(one.id)];
        if (one === undefined || said === undefined) {
          return inputs.map(() => problem(plugin, 'is not there any more'));
        }
        const made = said.map((outcome) => toTapOutcome(plugin, tap, outcome));
        const { error } =
          made.find((outcome, at) => 'error' in outcome && !isBlameless(said[at])) ?? {};
        if (error !== undefined) failed(one.id, error.message);
        return made;
      });
    },
    refused(id, why) {
      const one = running.get(Number(id));
      if (one === undefined) return;
      const said = why instanceof Error ? why.message : String(why);
      failed(one.id, `The plugin “${one.name}” answered what cannot be used: ${said}`);
    },
  };
}

function deadlineOf(
  { long, writes, failure }: TapInfo,
  limits: PluginRunnerDeps['limits'],
): number {
  if (long) return limits.workDeadline;
  return writes || failure === 'abort' ? limits.changeDeadline : limits.viewDeadline;
}

function toTapOutcome(plugin: string, tap: TapInfo, outcome: ThreadOutcome): Said {
  if ('failure' in outcome) return problem(plugin, outcome.failure);
  try {
    const answer: unknown = outcome.answer === undefined ? undefined : JSON.parse(outcome.answer);
    return { answer: outcome.changes === undefined ? answer : merged(answer, outcome.changes) };
  } catch {
    return problem(plugin, `answered ${tap.name} with something that is not JSON`);
  }
}

/** What it changed by handle, besides what it answered. */
function merged(answer: unknown, { title, fields }: ItemChanges): unknown {
  const said = isObject(answer) ? answer : {};
  const saidFields = isObject(said['fields']) ? said['fields'] : {};
  return {
    ...said,
    ...(title === undefined ? {} : { title }),
    fields: { ...saidFields, ...fields },
  };
}

function isBlameless(outcome: ThreadOutcome | undefined): boolean {
  return outcome !== undefined && 'failure' in outcome && outcome.blameless === true;
}

function problem(plugin: string, failure: string): Said {
  return { error: new Error(`The plugin “${plugin}” ${failure}.`) };
}
