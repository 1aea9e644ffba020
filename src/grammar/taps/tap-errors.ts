import { Misconfigured, NotAllowed } from '#base';

/** A plugin answers a tap that there is not. */
export class UnknownTap extends Misconfigured {
  constructor(plugin: string, tap: string, known: readonly string[]) {
    super(
      'taps.unknown',
      `The plugin “${plugin}” answers the tap “${tap}”, which there is not. There are: ${known.toSorted().join(', ')}.`,
    );
  }
}

/** A plugin does not do as it should. The message is for who may do something about plugins. */
export abstract class PluginAtFault extends Misconfigured {
  override readonly title = 'A plugin failed';

  /** The same where somebody only read, so that nothing could have been saved. */
  whileReading(): PluginAtFault {
    return this;
  }
}

/** A plugin failed where its word counts; nothing of what was going on is kept. */
export class PluginFailed extends PluginAtFault {
  readonly #at: readonly [plugin: string, tap: string];

  constructor(plugin: string, tap: string, cause: unknown, { saving = true } = {}) {
    const nothing = saving ? ', and nothing was saved' : '';
    super(
      'taps.plugin_failed',
      `The plugin “${plugin}” failed at “${tap}”${nothing}. Try again; if it happens again, switch the plugin off.`,
      { cause },
    );
    this.#at = [plugin, tap];
  }

  override whileReading(): PluginFailed {
    return new PluginFailed(...this.#at, this.cause, { saving: false });
  }
}

/** Plugins save because of what plugins save, and so on. */
export class TooDeep extends NotAllowed {
  constructor(most: number) {
    super(
      'taps.too_deep',
      `Plugins save because of each other more than ${most} deep. Does one save an item whenever that item is saved? Then it must first look whether anything is left to change.`,
    );
  }
}
