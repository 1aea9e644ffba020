import { InvalidInput } from '#base';

/** A plugin fails before it is asked anything. */
export class NotStarted extends InvalidInput {
  override readonly title = 'This plugin cannot be used';

  constructor(name: string, failure: string) {
    super('plugins.not_started', `The plugin “${name}” ${failure}.`);
  }
}
