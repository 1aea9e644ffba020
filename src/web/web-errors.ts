import { BadRequest, NotFound, TooLarge, TrovatoError, Unavailable } from '#base';

/** The path has no page and no endpoint. */
export class NothingAtPath extends NotFound {
  constructor() {
    super(
      'web.not_found',
      'There is nothing at this address. It may have been moved or deleted, or the address may be mistyped.',
    );
  }
}

/** There is a database and nothing in it yet. */
export class NotInstalled extends Unavailable {
  constructor() {
    super(
      'web.not_installed',
      'The site is not installed yet. Open it in a browser, or run: bin/trovato install --help',
    );
  }
}

/** The path exists, but not for this method; `allow` names those that it has. */
export class MethodNotAllowed extends TrovatoError {
  readonly statusCode = 405;
  readonly title = 'That cannot be done here';
  readonly allow: readonly string[];
  constructor(method: string, allow: readonly string[]) {
    super(
      'web.method_not_allowed',
      `This address does not answer ${method}; it answers ${allow.join(', ')}.`,
    );
    this.allow = allow;
  }
}

/** The path cannot be read as text, or holds what no path may hold. */
export class BadPath extends BadRequest {
  constructor() {
    super(
      'web.bad_path',
      'The address of the request is not valid: it must be UTF-8 in percent encoding, without NUL.',
    );
  }
}

export class PathTooLong extends TrovatoError {
  readonly statusCode = 414;
  readonly title = 'The address is too long';
  constructor(limit: number) {
    super('web.path_too_long', `An address may have at most ${limit} characters.`);
  }
}

/** The body is of a kind that is not taken here. */
export class UnsupportedMediaType extends TrovatoError {
  readonly statusCode = 415;
  readonly title = 'That kind of data is not taken here';
  constructor(expected: string) {
    super(
      'web.unsupported_media_type',
      `The Content-Type of the request is missing or is not taken here; send ${expected}.`,
    );
  }
}

/** More was sent than the stated limit. */
export class BodyTooLarge extends TooLarge {
  constructor(limit: number) {
    super(
      'web.body_too_large',
      `The request is larger than ${limit / (1024 * 1024)} MB, which is the limit here. Nothing of it was kept.`,
    );
  }
}

/** A request that another site made the browser send. */
export class CrossSite extends TrovatoError {
  readonly statusCode = 403;
  readonly title = 'This request came from another site';
  constructor() {
    super(
      'web.cross_site',
      'Changes are taken only from pages of this site. Open the page here and try again; nothing was changed.',
    );
  }
}

/** Something was sent from within a preview. */
export class PreviewReadsOnly extends TrovatoError {
  readonly statusCode = 403;
  readonly title = 'A preview is for reading';
  constructor() {
    super(
      'web.preview_reads_only',
      'Nothing can be changed in a preview, and nothing was. Leave the preview first: the button is at the top of each page.',
    );
  }
}
