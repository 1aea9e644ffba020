import { Conflict, InvalidInput, NotFound } from '#base';
import { describeDependencyProblem, type DependencyProblem } from './plugin-order.ts';

const CANNOT_RUN = 'This plugin cannot run';

export class PluginNotFound extends NotFound {
  constructor(name: string) {
    super('plugin.not_found', `There is no plugin “${name}”.`);
  }
}

/** Its folder has something wrong; the message is a sentence that says what. */
export class PluginBroken extends InvalidInput {
  override readonly title = CANNOT_RUN;

  constructor(message: string) {
    super('plugin.broken', message);
  }
}

/** It was tried, and does not run. `why`: sentences. */
export class PluginCannotRun extends InvalidInput {
  override readonly title = CANNOT_RUN;

  constructor(name: string, why: string, cause?: unknown) {
    super('plugin.cannot_run', `“${name}” cannot run. ${why}`, { cause });
  }
}

/** It failed at what it is asked when it is installed, updated or enabled. */
export class PluginFailedAtChange extends InvalidInput {
  override readonly title = 'A plugin failed';

  constructor(label: string, tap: string, { cause }: Error) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      'plugin.failed_at_change',
      `“${label}” failed at “${tap}”, and nothing was done. ${why}`,
      {
        cause,
      },
    );
  }
}

export class PluginNeedsOthers extends Conflict {
  override readonly title = 'Other plugins are missing';

  constructor(problems: readonly DependencyProblem[]) {
    super('plugin.needs_others', problems.map(describeDependencyProblem).join(' '));
  }
}

export class PluginIsNeeded extends Conflict {
  override readonly title = 'Other plugins need this one';

  constructor(name: string, by: readonly string[]) {
    const those = by.map((one) => `“${one}”`).join(' and ');
    const [need, them] = by.length === 1 ? ['needs', 'it'] : ['need', 'them'];
    super('plugin.is_needed', `${those} ${need} “${name}”. Disable ${them} first.`);
  }
}

/** Somebody has to agree first; `asks` are sentences. */
export class PluginAsks extends Conflict {
  override readonly title = 'This has to be agreed to';

  constructor(name: string, asks: readonly string[]) {
    super(
      'plugin.asks',
      `Nothing was done, since this has to be agreed to before “${name}” is enabled: ${asks.join(' ')}`,
    );
  }
}

/** A version wants of its tables what would lose something. `why`: sentences. */
export class PluginTablesRefused extends Conflict {
  override readonly title = 'Its tables cannot become so';

  constructor(name: string, why: readonly string[]) {
    super('plugin.tables', `The tables of “${name}” cannot become as it wants. ${why.join(' ')}`);
  }
}

export class PluginIsEnabled extends Conflict {
  override readonly title = 'This plugin is enabled';

  constructor(name: string) {
    super('plugin.is_enabled', `“${name}” is enabled. Disable it first.`);
  }
}

export class PluginChanged extends Conflict {
  constructor(name: string) {
    super(
      'plugin.changed',
      `Somebody else changed “${name}” meanwhile. Look at it again; nothing was done.`,
    );
  }
}
