import { BadRequest, Conflict, NotAllowed, NotFound, Unavailable } from '#base';

/** A listing names what is not there any more, or not for this actor. */
export class GatherOutdated extends Conflict {
  constructor(name: string) {
    super(
      'gather.outdated',
      `This listing needs “${name}”, which is not there any more or not for you.`,
    );
  }
}

export class ArgumentNotFound extends NotFound {
  constructor() {
    super('gather.argument_not_found', 'What this list would be about is not there.');
  }
}

export class BadGatherCursor extends BadRequest {
  constructor() {
    super('gather.bad_cursor', 'This list cannot go on from there.', {
      problems: [
        { pointer: '/after', code: 'format', message: 'must be the `next` of the page before' },
      ],
    });
  }
}

export class GatherTooDeep extends BadRequest {
  constructor(most: number) {
    super(
      'gather.too_deep',
      `Pages begin at row ${most} at most; go on with \`after\` from there.`,
    );
  }
}

export class GatherTooSlow extends Unavailable {
  constructor(options: { readonly cause: unknown }) {
    super(
      'gather.too_slow',
      'This list took too long and was stopped. Narrow it down, or let an administrator give it an index.',
      options,
    );
  }
}

/** What a plugin hides item by item, the database cannot leave out of a sum. */
export class GatherNotGrouped extends NotAllowed {
  constructor() {
    super(
      'gather.not_grouped',
      'Who may see content is decided for each item here, so this list cannot be summed up for you.',
    );
  }
}
