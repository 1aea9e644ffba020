import { NotAllowed } from '#base';

export class MayNotClearCache extends NotAllowed {
  constructor() {
    super('site.not_allowed', 'Your account may not empty the cache.');
  }
}
