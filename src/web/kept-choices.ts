import '@fastify/cookie';
import type { KeptChoices } from '#grammar/routes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CHOICES_COOKIE, type Cookies } from './cookies.ts';
import { createSignedText } from './signed-text.ts';

/** Browsers take cookies of 4 KB with name and attributes. */
const MOST = 3_400;
/** A day: longer than a visit, and not for ever. */
const SECONDS = 86_400;

/** What a browser keeps for its reader, in a signed cookie: no row is written. */
export function createKeptChoices(
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies, secret }: { readonly cookies: Cookies; readonly secret: string },
): KeptChoices {
  const signed = createSignedText(secret, 'choices');
  let all: ReadonlyMap<string, string> | undefined;
  const open = () => (all ??= new Map(read(signed.open(request.cookies[CHOICES_COOKIE] ?? ''))));
  return {
    find: (name) => open().get(name),
    keep(name, value) {
      const before = open();
      if (before.get(name) === value) return;
      let entries = [...before].filter(([other]) => other !== name);
      if (value !== undefined) entries.push([name, value]);
      while (signed.seal(JSON.stringify(entries)).length > MOST) entries = entries.slice(1);
      all = new Map(entries);
      if (entries.length === 0) cookies.clear(request, reply, CHOICES_COOKIE);
      else {
        cookies.set(request, reply, CHOICES_COOKIE, signed.seal(JSON.stringify(entries)), SECONDS);
      }
    },
  };
}

function read(text: string | undefined): readonly (readonly [string, string])[] {
  // Signed by us, so it is what was kept.
  return text === undefined ? [] : (JSON.parse(text) as readonly (readonly [string, string])[]);
}
