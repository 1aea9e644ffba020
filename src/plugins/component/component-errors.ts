import { InvalidInput } from '#base';

/** A file that is to become a plugin cannot; the message says why in plain words. */
export class ComponentRefused extends InvalidInput {
  override readonly title = 'This plugin cannot be used';

  constructor(message: string, cause?: unknown) {
    super('plugins.component_refused', message, { cause });
  }
}
