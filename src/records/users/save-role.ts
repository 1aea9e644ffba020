import { newId, type Problem, type RoleId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { insertRole, listRoles, writeRole } from './role-store.ts';
import { violatedConstraint } from './taken.ts';
import { InvalidRole, RoleNotFound } from './user-errors.ts';
import { mayAdministerRoles, require } from './user-policy.ts';

export interface SaveRole {
  /** `name` is the machine name: `editor`. */
  create(ctx: RequestContext, input: { name: string; label: string }): Promise<RoleId>;
  rename(ctx: RequestContext, id: RoleId, label: string): Promise<void>;
}

const MAX_LABEL = 60;

/** Adds a role, or gives it another label. */
export function createSaveRole(database: Database): SaveRole {
  const { queries } = database;
  return {
    async create(ctx, input) {
      require(mayAdministerRoles(ctx.actor), 'You may not add roles.');
      const label = input.label.trim();
      const problems = [...checkMachineName(input.name), ...checkLabel(label)];
      if ((await listRoles(queries)).some((role) => role.name === input.name)) {
        problems.push(taken);
      }
      if (problems.length > 0) throw new InvalidRole(problems);
      const id: RoleId = newId();
      try {
        await insertRole(queries, { id, name: input.name, label });
      } catch (error) {
        if (violatedConstraint(error) === 'role_name_key') throw new InvalidRole([taken]);
        throw error;
      }
      ctx.log.info({ role: id, by: ctx.actor.id }, 'A role was added');
      return id;
    },

    async rename(ctx, id, label) {
      require(mayAdministerRoles(ctx.actor), 'You may not rename roles.');
      const problems = checkLabel(label.trim());
      if (problems.length > 0) throw new InvalidRole(problems);
      if (!(await writeRole(queries, id, { label: label.trim() }))) throw new RoleNotFound();
      ctx.log.info({ role: id, by: ctx.actor.id }, 'A role was renamed');
    },
  };
}

const taken: Problem = {
  pointer: '/name',
  code: 'taken',
  message: 'There is a role with this machine name already.',
};

function checkMachineName(name: string): readonly Problem[] {
  if (/^[a-z][a-z0-9_]{0,31}$/.test(name)) return [];
  return [
    {
      pointer: '/name',
      code: 'invalid_name',
      message:
        'A machine name has at most 32 small letters, digits and underscores, and begins with a letter.',
    },
  ];
}

function checkLabel(label: string): readonly Problem[] {
  if (label === '') {
    return [{ pointer: '/label', code: 'required', message: 'A role needs a name.' }];
  }
  if (Array.from(label).length > MAX_LABEL || /[\p{Cc}\p{Cs}]/u.test(label)) {
    return [
      {
        pointer: '/label',
        code: 'invalid_label',
        message: `The name of a role is one line of at most ${MAX_LABEL} characters.`,
      },
    ];
  }
  return [];
}
