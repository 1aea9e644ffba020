/** Why the kernel does not do what a plugin asks for; the plugin is told, and goes on. */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** As `refusal` in the WIT has them. */
export type RefusalReason =
  | 'not-granted'
  | 'not-found'
  | 'invalid'
  | 'not-allowed'
  | 'conflict'
  | 'too-large'
  | 'unavailable';
