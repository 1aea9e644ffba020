import { InvalidInput, NotAllowed, NotFound } from '#base';

export class FileNotFound extends NotFound {
  constructor() {
    super('file.not_found', 'There is no such file.');
  }
}

export class UploadNotAllowed extends NotAllowed {
  constructor() {
    super('file.upload_not_allowed', 'You may not upload files here.');
  }
}

/** A file that cannot be taken; `code` says why, the sentence what would be taken. */
export class FileRefused extends InvalidInput {
  constructor(code: string, message: string) {
    super('file.refused', message, { problems: [{ pointer: '', code, message }] });
  }
}
