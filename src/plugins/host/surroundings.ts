import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { GuestFault } from '../abi/guest-memory.ts';
import type { LogLevel, PluginCall } from './plugin-call.ts';

const LONGEST_LINE = 8_192;
const MOST_RANDOM = 65_536;

/** Interfaces that need nothing but the call itself: log, clock, random, crypto, who asks. */
export const surroundings = {
  log: {
    write: (call: PluginCall, level: LogLevel, message: string) =>
      call.log(level, message.slice(0, LONGEST_LINE)),
  },
  clock: { now: () => BigInt(Date.now()) },
  random: {
    bytes: (_: PluginCall, count: number) => {
      if (count > MOST_RANDOM) {
        throw new GuestFault(`asked for ${count} random bytes; ${MOST_RANDOM} are the most`);
      }
      return new Uint8Array(randomBytes(count));
    },
    uuid: () => randomUUID(),
  },
  crypto: {
    hash: (_: PluginCall, digest: string, text: string) =>
      createHash(digest).update(text).digest('hex'),
    hmac: ({ key }: PluginCall, digest: string, text: string) =>
      createHmac(digest, key).update(text).digest('hex'),
  },
  'request-context': {
    'current-actor': ({ context }: PluginCall) => context.actor,
    can: ({ context }: PluginCall, permission: string) =>
      context.actor.admin || context.permissions.has(permission),
    stage: ({ context }: PluginCall) => context.stage,
    locale: ({ context }: PluginCall) => context.locale,
  },
} as const;
