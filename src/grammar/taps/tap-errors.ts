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

/** A plugin failed where its word counts; nothing of what was going on is kept. */
export class PluginFailed extends Misconfigured {
  override readonly title = 'A plugin failed';

  constructor(plugin: string, tap: string, cause: unknown) {
    super(
      'taps.plugin_failed',
      `The plugin “${plugin}” failed at “${tap}”, and nothing was saved. Try again; if it happens again, switch the plugin off.`,
      { cause },
    );
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
