import type { JsonObject } from './json.ts';
import { MOST_PROBLEMS, type Problem } from './problems.ts';

/**
 * The root of every error that the program answers on purpose. Rooms make their own by
 * subclassing one of the kinds below with a `code`; `docs/errors.md` lists them all and a test
 * compares. Anything else that is thrown is a fault of ours: it is logged whole and answered
 * with 500 and a reference id.
 */
export abstract class TrovatoError extends Error {
  abstract readonly statusCode: number;
  /** Stable name for programs: `room.what`, e.g. `item.not_found`. */
  readonly code: string;
  /** A few words for the head of a page or a problem+json `title`. */
  abstract readonly title: string;
  readonly problems: readonly Problem[];
  /** What programs are told besides, as members of the problem document. */
  declare readonly details?: JsonObject;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; problems?: readonly Problem[]; details?: JsonObject } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.problems = options.problems ?? [];
    if (options.details !== undefined) this.details = options.details;
  }
}

/**
 * What was sent cannot be taken; `problems` says where and why, as far as anybody reads. Nothing of
 * it was kept.
 */
export class InvalidInput extends TrovatoError {
  readonly statusCode: number = 422;
  readonly title: string = 'That cannot be saved as it is';

  constructor(...[code, message, options = {}]: ConstructorParameters<typeof TrovatoError>) {
    super(code, message, { ...options, problems: options.problems?.slice(0, MOST_PROBLEMS) ?? [] });
  }
}
/** The request is not even readable (broken JSON, wrong content type). */
export class BadRequest extends TrovatoError {
  readonly statusCode: number = 400;
  readonly title: string = 'The request could not be read';
}
/** Nobody is signed in, and somebody would have to be. */
export class NotSignedIn extends TrovatoError {
  readonly statusCode: number = 401;
  readonly title: string = 'Please sign in';
}
/** The actor is known and may not do this. */
export class NotAllowed extends TrovatoError {
  readonly statusCode: number = 403;
  readonly title: string = 'You may not do this';
}
/** There is nothing here, or nothing that this actor may know of. */
export class NotFound extends TrovatoError {
  readonly statusCode: number = 404;
  readonly title: string = 'Nothing here';
}
/** There was something here, and there will not be again. */
export class Gone extends TrovatoError {
  readonly statusCode: number = 410;
  readonly title: string = 'No longer here';
}
/** Somebody else was faster, or the thing is in a state that does not allow this. */
export class Conflict extends TrovatoError {
  readonly statusCode: number = 409;
  readonly title: string = 'Somebody else changed this';
}
/** The request must name the revision it started from. */
export class PreconditionRequired extends TrovatoError {
  readonly statusCode: number = 428;
  readonly title: string = 'Which revision did you start from?';
}
/** More than the stated limit was sent. */
export class TooLarge extends TrovatoError {
  readonly statusCode: number = 413;
  readonly title: string = 'That is too large';
}
/** Too many tries in too short a time. */
export class TooMany extends TrovatoError {
  readonly statusCode: number = 429;
  readonly title: string = 'Too many tries';
}
/** Something that the site depends on is down; the message names it. */
export class Unavailable extends TrovatoError {
  readonly statusCode: number = 503;
  readonly title: string = 'Not available at the moment';
}
/** The set-up is wrong; the message names the setting and what to do. */
export class Misconfigured extends TrovatoError {
  readonly statusCode: number = 500;
  readonly title: string = 'The set-up is not right';
}
