import type { Host, LogLevel } from '../host.ts';

// What authors are used to have, and QuickJS has not or has frozen: an instance is put back to its
// snapshot after every request, and with it the clock and random numbers of its own.

let host: Host | undefined;

/** From now on there is a kernel to ask. */
export function serveGlobals(given: Host): void {
  host = given;
}

function kernel(what: string): Host {
  if (host) return host;
  throw new Error(`${what} is known inside of taps only, and not while a plugin is built.`);
}

const now = (): number => kernel('The time').clock.now();

globalThis.Date = new Proxy(Date, {
  construct: (target, args: unknown[], made) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], made),
  apply: () => new Date(now()).toString(),
  get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
});

Math.random = () => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = kernel('Chance').random.bytes(6);
  return (((((a / 256 + b) / 256 + c) / 256 + d) / 256 + e) / 256 + f) / 256;
};

const writing =
  (level: LogLevel) =>
  (...said: readonly unknown[]): void =>
    kernel('The log').log.write(level, said.map(asText).join(' '));

Object.assign(globalThis, {
  console: {
    debug: writing('debug'),
    log: writing('info'),
    info: writing('info'),
    warn: writing('warn'),
    error: writing('error'),
  },
});

function asText(said: unknown): string {
  if (typeof said === 'string') return said;
  return said instanceof Error
    ? `${said.name}: ${said.message}`
    : (JSON.stringify(said) ?? String(said));
}
