import { Conflict, InvalidInput, type JsonObject, NotAllowed, NotFound, type Problem } from '#base';

/** There is no such stage, or the actor may not know of it. */
export class StageNotFound extends NotFound {
  constructor() {
    super('stage.not_found', 'There is no such stage. It may have been closed.');
  }
}

/** The actor may not do this with the stage. */
export class StageNotAllowed extends NotAllowed {
  constructor(what: string, label: string) {
    super('stage.not_allowed', `Your account may not ${what} the stage “${label}”.`);
  }
}

/** Something of the stage stands against it: it is closed, has changes, or is stood on. */
export class StageConflict extends Conflict {}

/** Of what is to be published some was changed on both sides, and nobody has decided. */
export class PublishConflict extends Conflict {
  constructor(message: string, problems: readonly Problem[], details: JsonObject = {}) {
    super('stage.publish_conflict', message, { problems, details });
  }
}

/** Only what is approved is published, and some of it is not. */
export class NotApproved extends Conflict {
  override readonly title = 'It has to be approved first';
  constructor(message: string, problems: readonly Problem[]) {
    super('stage.not_approved', message, { problems });
  }
}

/** What is said about a change cannot be taken. */
export class InvalidReview extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('stage.invalid_review', 'The note cannot be taken as it is. Nothing was moved.', {
      problems,
    });
  }
}

/** What was entered for a stage cannot be saved. */
export class InvalidStage extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('stage.invalid', 'The stage cannot be saved as it is. Nothing was changed.', {
      problems,
    });
  }
}

/** There is no such preview link, or none of this site. */
export class PreviewNotFound extends NotFound {
  constructor() {
    super(
      'stage.preview_not_found',
      'There is no such preview. The link may be incomplete: ask whoever sent it for a new one.',
    );
  }
}

/** What is said of a preview link cannot be taken. */
export class InvalidPreview extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('stage.invalid_preview', 'The link cannot be made like that. Nothing was changed.', {
      problems,
    });
  }
}

/** The body of a request about a stage is not as it is taken. */
export class InvalidStageRequest extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('stage.invalid_request', 'The request cannot be done like that. Nothing was changed.', {
      problems,
    });
  }
}

/** What is the same in all stages is not changed in one of them. */
export class OnlyInLive extends Conflict {
  constructor(what: string) {
    super('stage.only_in_live', `${what} in live only, for all stages. Go back to live for that.`);
  }
}
