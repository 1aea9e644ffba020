import { Conflict, InvalidInput, NotAllowed, NotFound, type Problem } from '#base';

export class VocabularyNotFound extends NotFound {
  constructor(name: string) {
    super('vocabulary.not_found', `There is no vocabulary “${name}”.`);
  }
}

export class TermNotFound extends NotFound {
  constructor() {
    super('term.not_found', 'There is no such term.');
  }
}

export class InvalidVocabulary extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('vocabulary.invalid', 'The vocabulary cannot be saved as it is.', { problems });
  }
}

export class InvalidTerm extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('term.invalid', 'The term cannot be saved as it is.', { problems });
  }
}

export class CategoriesNotAllowed extends NotAllowed {
  constructor() {
    super('category.not_allowed', 'Your account may not change vocabularies and terms.');
  }
}

/** Content that refers to a term is being saved all the time. */
export class TermBusy extends Conflict {
  constructor(name: string) {
    super(
      'term.busy',
      `Content under “${name}” is being saved just now. Try again in a moment: what was done so far stays done.`,
    );
  }
}

/** What was published, or taken back, does not fit to the terms that are there. */
export class TermsUnfit extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    const said = problems.map(({ message }) => message).join(' ');
    super('term.unfit', `${said} Nothing was changed.`, { problems });
  }
}

/** Terms were added or deleted since the list was looked at. */
export class TermsChanged extends Conflict {
  constructor() {
    super('term.order_changed', 'The terms changed meanwhile. Look at them again first.');
  }
}
