import { Conflict, InvalidInput, NotAllowed, NotFound, type Problem, TooMany } from '#base';

export class UserNotFound extends NotFound {
  constructor() {
    super('user.not_found', 'There is no such user.');
  }
}

export class RoleNotFound extends NotFound {
  constructor() {
    super('role.not_found', 'There is no such role.');
  }
}

export class InvalidUser extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('user.invalid', problems.map((problem) => problem.message).join(' '), { problems });
  }
}

export class InvalidRole extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('role.invalid', problems.map((problem) => problem.message).join(' '), { problems });
  }
}

export class InvalidToken extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    super('token.invalid', problems.map((problem) => problem.message).join(' '), { problems });
  }
}

/** One answer for an unknown name and a wrong password, so that names cannot be tried out. */
export class WrongCredentials extends InvalidInput {
  constructor() {
    super('user.wrong_credentials', WRONG, {
      problems: [{ pointer: '', code: 'wrong_credentials', message: WRONG }],
    });
  }
}
const WRONG = 'This name and password do not belong together. Check both and try again.';

/** Told only to who knows the password. */
export class UserBlocked extends NotAllowed {
  constructor() {
    super('user.blocked', 'This account is blocked. Ask an administrator of this site.');
  }
}

export class LockedOut extends TooMany {
  constructor(seconds: number) {
    super(
      'user.locked_out',
      seconds < 60
        ? `There were too many tries. Wait ${seconds} seconds and try again.`
        : `There were too many tries. Wait ${Math.ceil(seconds / 60)} minutes and try again.`,
    );
  }
}

export class LastAdministrator extends Conflict {
  override readonly title: string = 'A site needs an administrator';
  constructor() {
    super(
      'user.last_administrator',
      'This is the last active administrator. Make somebody else an administrator first.',
    );
  }
}

export class UserHasContent extends Conflict {
  override readonly title: string = 'This user has content';
  constructor() {
    super(
      'user.has_content',
      'This user wrote content or uploaded files that would lose their author. Block the user instead.',
    );
  }
}

export class LoginLinkUsed extends NotFound {
  override readonly title: string = 'This link does not work any more';
  constructor() {
    super(
      'user.login_link_used',
      'A sign-in link works once, within 24 hours. Ask for a new one, or sign in with your password.',
    );
  }
}
