import { Conflict, InvalidInput, NotFound } from '#base';

export class UnfitPayload extends InvalidInput {
  constructor(queue: string, pointer: string, message: string) {
    super('queue.payload', `The queue “${queue}” does not take this.`, {
      problems: [{ pointer, code: 'schema', message: `${pointer || 'The payload'} ${message}.` }],
    });
  }
}

export class JobNotFound extends NotFound {
  constructor(id: number) {
    super('queue.job_not_found', `There is no job ${id} any more.`);
  }
}

export class JobUnderWay extends Conflict {
  override readonly title = 'This job is under way';

  constructor(id: number) {
    super('queue.under_way', `A server is at the job ${id}. Try again when it has ended.`);
  }
}

export class KeyWaits extends Conflict {
  override readonly title = 'The same work waits already';

  constructor(id: number) {
    super('queue.key_waits', `Another job waits that does the work of the job ${id}.`);
  }
}

export class QueueFull extends Conflict {
  override readonly title = 'Too much waits already';

  constructor(queue: string, most: number) {
    super('queue.full', `${most} jobs wait in “${queue}”; more are not taken.`);
  }
}
