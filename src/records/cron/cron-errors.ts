import { Conflict, NotFound } from '#base';

export class TaskNotFound extends NotFound {
  constructor(name: string) {
    super('cron.not_found', `There is no task “${name}”.`);
  }
}

export class TaskUnderWay extends Conflict {
  override readonly title = 'This task is under way';

  constructor(label: string) {
    super('cron.under_way', `“${label}” is under way. Try again when it has ended.`);
  }
}

export class WrongCronKey extends NotFound {
  constructor() {
    super('cron.wrong_key', 'There is nothing at this address.');
  }
}
