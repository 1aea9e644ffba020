import { Conflict, InvalidInput, NotFound, type Problem } from '#base';

/** What was sent cannot be a listing; nothing of it was kept. */
export class InvalidGather extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('gather.invalid', 'The gather cannot be saved as it is.', { problems });
  }
}

export class GatherNotFound extends NotFound {
  constructor() {
    super('gather.not_found', 'There is no such gather.');
  }
}

export class DisplayNotFound extends NotFound {
  constructor() {
    super('gather.display_not_found', 'This gather has no such display.');
  }
}

/** What it lists is there no more: the plugin that brought it is off. */
export class BaseGone extends Conflict {
  override readonly title = 'What it lists is gone';
  constructor(base: string) {
    super(
      'gather.base_gone',
      `This gather lists “${base}”, which is not there. Enable the plugin that brought it, or change the gather as text.`,
    );
  }
}

export class GatherChanged extends Conflict {
  constructor() {
    super(
      'gather.changed',
      'Somebody else changed this gather meanwhile. Load it again to see what it is now; nothing was saved.',
    );
  }
}

/** What a plugin says of its tables does not fit them; it is not enabled. */
export class ListedTableRefused extends InvalidInput {
  override readonly title = 'This plugin cannot run';

  constructor(plugin: string, why: string) {
    super(
      'gather.listed_table_refused',
      `“${plugin}” cannot run. Of its tables it says what is not so: ${why}`,
    );
  }
}

/** What the API was asked cannot be answered; `problems` point at the parameters. */
export class BadGatherQuery extends InvalidInput {
  override readonly title = 'That cannot be asked';

  constructor(problems: readonly Problem[]) {
    super('gather.bad_query', 'This listing cannot be asked for like that.', { problems });
  }
}

/** Nothing is looked up for this part of a listing. */
export class NoLookup extends NotFound {
  constructor() {
    super('gather.no_lookup', 'Nothing is looked up here.');
  }
}
