import { Conflict, InvalidInput, NotFound, type Problem } from '#base';

/** What was sent cannot be a text format; nothing of it was kept. */
export class InvalidFormat extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('text_format.invalid', 'The text format cannot be saved as it is.', { problems });
  }
}

export class FormatNotFound extends NotFound {
  constructor() {
    super('text_format.not_found', 'There is no such text format.');
  }
}

export class FormatChanged extends Conflict {
  constructor() {
    super(
      'text_format.changed',
      'Somebody else changed this text format meanwhile. Load the page again to see what it is now; nothing was saved.',
    );
  }
}

export class FormatStays extends Conflict {
  override readonly title = 'This text format stays';

  constructor(label: string) {
    super(
      'text_format.built_in',
      `“${label}” belongs to the program and stays. You can change its filters, or take it from the roles that write in it.`,
    );
  }
}
