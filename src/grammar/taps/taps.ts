import type { RequestContext } from '#grammar/access';
import { createLeftOutParts } from './left-out-parts.ts';
import type { LeaveOut, Tap } from './tap.ts';
import { PluginFailed, TooDeep, UnknownTap } from './tap-errors.ts';

/**
 * Asks plugins. Rooms know taps and no plugins; what runs plugins registers their handlers. With
 * no handler for a tap, asking costs nothing.
 */
export interface Taps {
  /** Whether anybody would answer, where what is to be asked costs something to prepare. */
  has(tap: { readonly name: string }): boolean;
  /** Who is asked in this request, in order. */
  answering(ctx: RequestContext, tap: { readonly name: string }): readonly AnsweringPlugin[];
  /**
   * Asks every handler about every input, in order of weight: a later handler is given what the
   * earlier ones made of it. All inputs of a phase go together, so that one message to a worker
   * carries them.
   */
  ask<Input, Answer>(
    ctx: RequestContext,
    tap: Tap<Input, Answer>,
    inputs: readonly Input[],
  ): Promise<readonly TapResult<Input, Answer>[]>;
  /**
   * Asks one plugin and no other: one that is asked already, by its name, or one that is not yet.
   * Where it does not answer the tap, nothing comes of it.
   */
  askOnly<Input, Answer>(
    ctx: RequestContext,
    tap: Tap<Input, Answer>,
    plugin: string | RunPlugin,
    input: Input,
  ): Promise<TapResult<Input, Answer>>;
  /**
   * From now on the plugin is asked; disposing ends that. Throws `UnknownTap` when it answers one
   * that there is not: it would never be asked.
   */
  register(plugin: PluginHandlers | RunPlugin): Registration;
  /** Calls `listener` whenever another plugin is asked; ends by the answered function. */
  onRegistered(listener: () => void): () => void;
  /** Whether any plugin was asked anything in this request so far. */
  wereAsked(ctx: RequestContext): boolean;
  /** All that rooms declare. */
  list(): readonly TapInfo[];
}

/** A plugin that is asked. Disposing ends that at once, also where it was asked already. */
export interface Registration extends Disposable {
  /** Only requests that asked plugins before this still ask it: they end as they began. */
  retire(): void;
}

/** What a tap is called and what it is for. */
export type TapInfo = Pick<
  Tap<never, unknown>,
  'name' | 'about' | 'failure' | 'writes' | 'changesItem' | 'long' | 'concernsOne'
>;

/** A plugin that answers a tap. */
export type AnsweringPlugin = Pick<RunPlugin, 'name' | 'version' | 'absent'>;

/** What came of one input. */
export interface TapResult<Input, Answer> {
  /** What all handlers together made of it. */
  readonly input: Input;
  /** By the name of the plugin, in the order in which they were asked. */
  readonly answers: readonly { readonly plugin: string; readonly answer: Answer }[];
  /** Names of the plugins that failed, where that is no reason to give up. */
  readonly failed: readonly string[];
}

/** What a plugin answers. */
export interface PluginHandlers {
  readonly name: string;
  /** Default 0; lighter ones are asked first, equal ones in order of registration. */
  readonly weight?: number;
  readonly taps: { readonly [tap: string]: TapHandler };
}

/** JSON in, JSON out. A rejection or throw counts as a failure of the plugin. */
export type TapHandler = (input: unknown, ctx: RequestContext) => unknown;

/** A plugin that somebody else asks, together with others that they run. */
export interface RunPlugin {
  readonly name: string;
  readonly weight?: number;
  readonly taps: readonly string[];
  readonly runner: TapRunner;
  /** What `runner` calls it; default its name. */
  readonly id?: string;
  /** Another one whenever what it said before may be old; default ''. */
  readonly version?: string;
  /** It ought to be asked, and cannot be: whatever it is asked it fails at. */
  readonly absent?: true;
}

/** Asks plugins that it runs, as many as there are, about all inputs of a phase. */
export interface TapRunner {
  /** For each plugin, by its id and in the order given, what it said to each input. */
  ask(
    ctx: RequestContext,
    tap: TapInfo,
    ids: readonly string[],
    inputs: readonly unknown[],
  ): Promise<readonly (readonly TapOutcome[])[]>;
  /** What a plugin answered is not what the tap asks for; said once for each time that it is asked. */
  refused?(id: string, why: unknown): void;
}

/** What a plugin said to one input: JSON, or why it failed. */
export type TapOutcome = { readonly answer: unknown } | { readonly error: unknown };

export function createTaps(declared: readonly TapInfo[] = []): Taps {
  let plugins: readonly RunPlugin[] = [];
  const retired = new Set<RunPlugin>();
  const listeners = new Set<() => void>();
  const begun = new WeakMap<RequestContext, readonly RunPlugin[]>();
  const answers = (name: string) => (plugin: RunPlugin) => plugin.taps.includes(name);

  /** Those that were there when the request first asked, as long as all of them can be asked. */
  function pluginsOf(ctx: RequestContext): readonly RunPlugin[] {
    const request = ctx.origin ?? ctx;
    const first = begun.get(request);
    if (first?.every((plugin) => plugins.includes(plugin) || retired.has(plugin))) return first;
    begun.set(request, plugins);
    return plugins;
  }

  return {
    answering: (ctx, { name }) => pluginsOf(ctx).filter(answers(name)),
    has: ({ name }) => plugins.some(answers(name)) || [...retired].some(answers(name)),
    async ask<Input, Answer>(
      ctx: RequestContext,
      tap: Tap<Input, Answer>,
      inputs: readonly Input[],
    ) {
      let results: readonly TapResult<Input, Answer>[] = inputs.map(unasked);
      const asked = pluginsOf(ctx).filter(answers(tap.name));
      for (const round of rounds(asked, tap.next !== undefined)) {
        results = await askRound(ctx, tap, round, results);
      }
      return results;
    },
    async askOnly(ctx, tap, plugin, input) {
      const one =
        typeof plugin === 'string' ? pluginsOf(ctx).find(({ name }) => name === plugin) : plugin;
      const nothing = unasked(input);
      if (one === undefined || !answers(tap.name)(one)) return nothing;
      const [result = nothing] = await askRound(ctx, tap, { asked: [one], runner: one.runner }, [
        nothing,
      ]);
      return result;
    },
    wereAsked: (ctx) => askedIn.has(ctx.origin ?? ctx),
    list: () => declared,
    onRegistered(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    register(plugin) {
      // An object of its own: the same plugin may be registered again while this is retired.
      const one = 'runner' in plugin ? { ...plugin } : inThisProcess(plugin);
      const known = declared.map(({ name }) => name);
      const unknown = one.taps.find((name) => !known.includes(name));
      if (unknown !== undefined) throw new UnknownTap(one.name, unknown, known);
      plugins = [...plugins, one].sort((a, b) => (a.weight ?? 0) - (b.weight ?? 0));
      for (const listener of listeners) listener();
      const leave = () => (plugins = plugins.filter((other) => other !== one));
      return {
        retire() {
          if (!plugins.includes(one)) return;
          leave();
          retired.add(one);
        },
        [Symbol.dispose]() {
          leave();
          retired.delete(one);
        },
      };
    },
  };
}

/** Requests in which somebody was asked. */
const askedIn = new WeakSet<RequestContext>();

/** Asks `asked` in one go; each result is what it was, with what they said. */
async function askRound<Input, Answer>(
  ctx: RequestContext,
  tap: Tap<Input, Answer>,
  { asked, runner }: Round,
  before: readonly TapResult<Input, Answer>[],
): Promise<readonly TapResult<Input, Answer>[]> {
  askedIn.add(ctx.origin ?? ctx);
  let results = before;
  const given = results.map(({ input }) => input);
  const ids = asked.map(({ id, name }) => id ?? name);
  const outcomes = await runner.ask(tap.writes ? deeper(ctx) : ctx, tap, ids, given);
  for (const [i, { name: plugin, id = plugin }] of asked.entries()) {
    let told = false;
    const refused = (why: unknown): void => {
      if (!told) runner.refused?.(id, why);
      told = true;
    };
    const leftOut = createLeftOutParts();
    results = results.map((result, at) =>
      withOutcome(ctx, tap, result, {
        plugin,
        outcome: outcomes[i]?.[at],
        leaveOut: leftOut.ofAnswer(),
        refused,
      }),
    );
    leftOut.log(ctx, { plugin, tap: tap.name });
  }
  return results;
}

/** What plugins save asks plugins, who may save again; so many times. */
const MOST_DEPTH = 4;

/** For who is asked where they may save. */
function deeper(ctx: RequestContext): RequestContext {
  const depth = (ctx.depth ?? 0) + 1;
  if (depth > MOST_DEPTH) throw new TooDeep(MOST_DEPTH);
  return { ...ctx, depth, origin: ctx.origin ?? ctx };
}

/** Before anybody was asked. */
function unasked<Input>(input: Input): TapResult<Input, never> {
  return { input, answers: [], failed: [] };
}

/** Plugins that are asked in one go. */
interface Round {
  readonly asked: readonly RunPlugin[];
  readonly runner: TapRunner;
}

/** Who is asked in one go: neighbours with one runner, unless each is given what the last made. */
function rounds(plugins: readonly RunPlugin[], accumulating: boolean): readonly Round[] {
  const made: { asked: RunPlugin[]; runner: TapRunner }[] = [];
  for (const plugin of plugins) {
    const last = made.at(-1);
    if (!accumulating && last?.runner === plugin.runner) last.asked.push(plugin);
    else made.push({ asked: [plugin], runner: plugin.runner });
  }
  return made;
}

function inThisProcess({ name, weight = 0, taps }: PluginHandlers): RunPlugin {
  const askOne = async (ctx: RequestContext, tap: TapInfo, input: unknown): Promise<TapOutcome> => {
    try {
      // A copy, as plugins behind a boundary are given one: nobody changes what others are given.
      return { answer: await taps[tap.name]?.(structuredClone(input), ctx) };
    } catch (error) {
      return { error };
    }
  };
  return {
    name,
    weight,
    taps: Object.keys(taps),
    runner: {
      ask: async (ctx, tap, _plugins, inputs) => [
        await Promise.all(inputs.map((input) => askOne(ctx, tap, input))),
      ],
    },
  };
}

function withOutcome<Input, Answer>(
  ctx: RequestContext,
  tap: Tap<Input, Answer>,
  result: TapResult<Input, Answer>,
  {
    plugin,
    outcome = NOTHING,
    leaveOut,
    refused,
  }: {
    plugin: string;
    outcome: TapOutcome | undefined;
    leaveOut: LeaveOut;
    refused(why: unknown): void;
  },
): TapResult<Input, Answer> {
  try {
    if ('error' in outcome) throw outcome.error;
    const answer = tap.check(outcome.answer, leaveOut);
    if (answer === undefined) return result;
    return {
      ...result,
      input: tap.next ? tap.next(result.input, answer, leaveOut) : result.input,
      answers: [...result.answers, { plugin, answer }],
    };
  } catch (error) {
    if ('answer' in outcome) refused(error);
    if (tap.failure === 'abort') throw new PluginFailed(plugin, tap.name, error);
    const denied = tap.failure === 'deny';
    ctx.log.error(
      { plugin, tap: tap.name, err: error },
      `A plugin failed, and ${denied ? 'what was asked for is denied' : 'its answer is left out'}`,
    );
    return { ...result, failed: [...result.failed, plugin] };
  }
}

const NOTHING: TapOutcome = { error: new Error('The plugin was not asked.') };
