import { InvalidInput, NotAllowed, NotFound, type Problem } from '#base';
import { PluginAtFault } from '#grammar/taps';

/** The plugin has nothing there; or it is not asked any more. */
export class NoSuchPage extends NotFound {
  constructor(message = 'There is no page at this address. Perhaps it was moved or deleted.') {
    super('plugin_page.not_found', message);
  }
}

export class PageDenied extends NotAllowed {
  constructor(message = 'Your account may not open this page.') {
    super('plugin_page.denied', message);
  }
}

/** What a plugin says is wrong with a form that was sent; nothing of what it did is kept. */
export class FormRefused extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('plugin_page.refused', 'Something that was sent has to be put right.', { problems });
  }
}

/** It said in its menu that there is data at the address, and answers a page; or the other way. */
export class WrongKind extends PluginAtFault {
  constructor(
    { plugin, route }: { readonly plugin: string; readonly route: string },
    what: string,
  ) {
    super(
      'plugin_page.wrong_kind',
      `The plugin “${plugin}” answers ${what} at “${route}”. Tell the people who run the site; it has to be put right in the plugin.`,
    );
  }
}
