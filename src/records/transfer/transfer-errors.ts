import { BadRequest, InvalidInput, NotFound, type Problem } from '#base';

/** The mapping file does not say what to do; `problems` name the places in it. */
export class MappingInvalid extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    const said = problems.map(({ pointer, message }) => `${place(pointer)}: ${message}`).join('\n');
    super('import.mapping_invalid', `The mapping cannot be used:\n${said}`, { problems });
  }
}

function place(pointer: string): string {
  return pointer === '' ? 'the file' : pointer.slice(1).replaceAll('/', ' → ');
}

/** Nothing was found under the names that were given. */
export class SourceNotFound extends NotFound {
  constructor(given: string) {
    super('import.no_such_file', `There is no file or folder “${given}”.`);
  }
}

/** A whole file cannot be read (any further); the others go on. */
export class SourceUnreadable extends BadRequest {
  constructor(message: string) {
    super('import.file_unreadable', message);
  }
}
