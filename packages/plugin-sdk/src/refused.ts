const CODES = [
  'not-granted',
  'not-found',
  'invalid',
  'not-allowed',
  'conflict',
  'too-large',
  'unavailable',
] as const;

/** Why the kernel did not do what it was asked for. */
export type RefusalCode = (typeof CODES)[number];

/**
 * The kernel refused: `not-granted` (the plugin lacks a capability), `not-found` (or the actor may
 * not know of it), `invalid`, `not-allowed` (to the actor, or in this tap), `conflict`,
 * `too-large`, `unavailable`.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Calls the kernel; what it throws for a refusal becomes a `Refused`. */
export function asking<Answer>(call: () => Answer): Answer {
  try {
    return call();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** QuickJS wraps the variant: `{ payload: { tag: 'not-found', val: 'There is no …' } }`. */
function refusalOf(error: unknown): Refused | undefined {
  if (typeof error !== 'object' || error === null || !('payload' in error)) return undefined;
  const { payload } = error;
  if (typeof payload !== 'object' || payload === null || !('tag' in payload)) return undefined;
  const code = CODES.find((known) => known === payload.tag);
  const message = 'val' in payload && typeof payload.val === 'string' ? payload.val : '';
  if (code === 'not-granted') return new Refused(code, notGranted(message));
  return code && new Refused(code, message);
}

/** The kernel names the capability. */
function notGranted(capability: string): string {
  if (capability.startsWith('http:')) {
    const host = JSON.stringify(capability.slice('http:'.length));
    return `This needs ${host} in http = […] under [capabilities] of the manifest.`;
  }
  return `This needs ${capability} = true under [capabilities] of the manifest.`;
}
