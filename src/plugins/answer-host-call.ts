import {
  BadRequest,
  Conflict,
  InvalidInput,
  type Json,
  NotAllowed,
  NotFound,
  NotSignedIn,
  PreconditionRequired,
  TooLarge,
  TrovatoError,
} from '#base';
import type { RequestContext } from '#grammar/access';
import { MOST_BYTES } from './abi/guest-memory.ts';
import type { HostAnswer, HostService } from './host/plugin-call.ts';
import { Refusal, type RefusalReason } from './host/refusal.ts';
import type { CallingPlugin, HostServices } from './host-services.ts';

/** What a plugin asks of the kernel. */
export interface HostCall {
  readonly plugin: string;
  readonly caller: CallingPlugin;
  readonly service: HostService;
  readonly name: string;
  readonly values: readonly unknown[];
  /** How many milliseconds it may take. */
  readonly within: number;
}

const MOST_VARIABLE = 64 * 1_024;

/** Does it, and answers JSON, nothing, or why not. */
export async function answerHostCall(
  services: HostServices,
  ctx: RequestContext,
  call: HostCall,
): Promise<HostAnswer> {
  try {
    const answer = await run(services, ctx, call);
    const ok = answer === undefined ? undefined : JSON.stringify(answer);
    if (ok !== undefined && Buffer.byteLength(ok) > MOST_BYTES) {
      throw new Refusal('too-large', `The answer is larger than ${MOST_BYTES / 2 ** 20} MiB.`);
    }
    return { ok };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.reason, message: error.message };
    if (error instanceof TrovatoError) return { refusal: reasonOf(error), message: inWords(error) };
    const { plugin, service, name } = call;
    ctx.log.error({ plugin, err: error }, `A plugin asked for ${service}.${name}, which failed`);
    return { refusal: 'unavailable', message: 'The kernel failed; its log says how.' };
  }
}

async function run(
  { items, variables, db, rawSql, http, queue, cache }: HostServices,
  ctx: RequestContext,
  { plugin, caller, service, name, values, within }: HostCall,
): Promise<Json | undefined | void> {
  // Texts, as the WIT says.
  const [first = '', second = '', third = ''] = values as readonly string[];
  switch (`${service}.${name}`) {
    case 'items.load':
      return items.load(ctx, first);
    case 'items.query':
      return items.query(ctx, parse(first));
    case 'items.save':
      return items.save(ctx, parse(first));
    case 'db.select':
      return db.select(ctx, caller, parse(first));
    case 'db.insert':
      return db.insert(ctx, caller, parse(first));
    case 'db.update':
      return db.update(ctx, caller, parse(first));
    case 'db.delete':
      return db.delete(ctx, caller, parse(first));
    case 'queue.add':
      return queue.add(ctx, plugin, {
        name: first,
        payload: parse(second),
        options: parse(third),
      });
    case 'cache.get':
      return cache.get(ctx, plugin, first, parse(second));
    case 'cache.set':
      return cache.set(ctx, plugin, {
        name: first,
        value: parse(second),
        options: parse(third),
      });
    case 'cache.invalidate':
      return cache.invalidate(ctx, plugin, parse(first));
    case 'http.look':
    case 'http.send':
      return http.fetch(ctx, caller, { request: parse(first), writes: name === 'send', within });
    case 'raw-sql.read':
    case 'raw-sql.write':
      return rawSql.query(ctx, caller, {
        sql: first,
        parameters: parse(second),
        writes: name === 'write',
      });
    case 'variables.get':
      return variables.get(ctx, plugin, first);
    case 'variables.set':
      if (Buffer.byteLength(second) > MOST_VARIABLE) {
        throw new Refusal('too-large', `A variable is at most ${MOST_VARIABLE / 1_024} KiB.`);
      }
      return variables.set(ctx, plugin, first, parse(second));
    case 'variables.delete':
      return variables.delete(ctx, plugin, first);
    default:
      throw new Refusal('not-found', `There is no ${service}.${name}.`);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refusal('invalid', 'What was given is not JSON.');
  }
}

function reasonOf(error: TrovatoError): RefusalReason {
  if (error instanceof NotFound) return 'not-found';
  if (error instanceof NotAllowed || error instanceof NotSignedIn) return 'not-allowed';
  if (error instanceof InvalidInput || error instanceof BadRequest) return 'invalid';
  if (error instanceof Conflict || error instanceof PreconditionRequired) return 'conflict';
  return error instanceof TooLarge ? 'too-large' : 'unavailable';
}

function inWords({ message, problems }: TrovatoError): string {
  return [message, ...problems.map((problem) => `${problem.pointer} ${problem.message}`)].join(' ');
}
