import {
  hasUnseen,
  InvalidInput,
  isSeen,
  type Problem,
  parseId,
  pointer,
  type UserId,
} from '#base';
import {
  formatProblems,
  lockedProblems,
  validateFieldValues,
  instantOf,
  LAST_INSTANT,
} from '#grammar/fields';
import { type LockedFields, lockedFieldProblems, withoutLocked } from './access/field-access.ts';
import { administers } from './item-policy.ts';
import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from './item-deps.ts';
import type { FieldValues, Item, ItemInput } from './item.ts';
import type { ItemType } from './types/item-type.ts';

/** An input as it will be stored; what the input did not say is undefined. */
export interface CheckedInput {
  readonly title?: string;
  readonly status?: boolean;
  readonly promote?: boolean;
  readonly sticky?: boolean;
  readonly created?: Date;
  readonly authorId?: UserId;
  readonly log: string;
  /** Checked values of the fields that the input named; an emptied field is null. */
  readonly fields: { readonly [field: string]: FieldValues[string] | null };
}

const KNOWN = ['title', 'status', 'promote', 'sticky', 'created', 'author_id', 'log', 'fields'];
const MAX_TITLE = 255;
export const MAX_LOG = 1000;

/**
 * The one validator: form, REST, command line and import all come through here, so that the same
 * value gets the same answer. Throws `InvalidInput` with every problem at once. For an existing
 * item what is not named stays as it is, and is not judged again. `locked` are fields that the
 * actor may not change.
 */
export function checkInput(
  ctx: RequestContext,
  deps: Pick<ItemDeps, 'fieldTypes' | 'formats'>,
  type: ItemType,
  input: ItemInput,
  existing: Item | undefined,
  locked: LockedFields = new Map(),
): CheckedInput {
  const problems: Problem[] = [];
  for (const key of Object.keys(input))
    if (!KNOWN.includes(key))
      problems.push({
        pointer: pointer(key),
        code: 'unknown_key',
        message: `is not part of an item; known are ${KNOWN.join(', ')}`,
      });

  problems.push(...lockedFieldProblems(input.fields, locked, existing));
  const open = { ...type, fields: type.fields.filter(({ name }) => !locked.has(name)) };
  const free = withoutLocked(input.fields, locked);
  const fields = checkFields(ctx, deps, open, free, existing, problems);
  const title = checkTitle(type, input.title, existing, problems);
  const status = checkBoolean('status', input.status, problems);
  const promote = checkBoolean('promote', input.promote, problems);
  const sticky = checkBoolean('sticky', input.sticky, problems);
  const created = checkDate(input.created, problems);
  const authorId = checkAuthor(input.author_id, problems);
  const log = checkLog(input.log, problems);

  if (!administers(ctx.actor))
    for (const [key, value] of Object.entries({ promote, sticky, created, author_id: authorId }))
      if (value !== undefined && !isUnchanged(existing, key, value))
        problems.push({
          pointer: pointer(key),
          code: 'not_allowed',
          message: 'may only be set by those who administer content',
        });

  if (problems.length > 0)
    throw new InvalidInput('item.invalid', summary(problems.length), { problems });

  return {
    ...(title === undefined ? {} : { title }),
    ...(status === undefined ? {} : { status }),
    ...(promote === undefined ? {} : { promote }),
    ...(sticky === undefined ? {} : { sticky }),
    ...(created === undefined ? {} : { created }),
    ...(authorId === undefined ? {} : { authorId }),
    log,
    fields,
  };
}

function summary(count: number): string {
  return count === 1
    ? 'One value cannot be saved as it is. Nothing was changed.'
    : `${count} values cannot be saved as they are. Nothing was changed.`;
}

function checkFields(
  ctx: RequestContext,
  { fieldTypes, formats }: Pick<ItemDeps, 'fieldTypes' | 'formats'>,
  type: ItemType,
  input: unknown,
  existing: Item | undefined,
  problems: Problem[],
): CheckedInput['fields'] {
  const partial = existing !== undefined;
  const checked = validateFieldValues(type.fields, input ?? {}, fieldTypes, { partial });
  if (!checked.ok) {
    problems.push(...checked.problems);
    return {};
  }
  const { values, emptied } = checked;
  const allowed = formats.list(ctx.actor).map((format) => format.value);
  const before = existing?.fields ?? {};
  const found = formatProblems(type.fields, values, fieldTypes, allowed, before);
  const locked = lockedProblems(type.fields, { values, emptied, before }, fieldTypes, (format) =>
    formats.locks(ctx.actor, format),
  );
  // One word about a field is enough.
  const isSaid = ({ pointer }: Problem) =>
    found.some((one) => one.pointer.startsWith(`${pointer}/`));
  problems.push(...found, ...locked.filter((problem) => !isSaid(problem)));
  return { ...Object.fromEntries(emptied.map((name) => [name, null])), ...values };
}

/** The title as it will be stored; undefined where there is none to store, or with a problem. */
export function checkTitle(
  type: ItemType,
  input: unknown,
  existing: Item | undefined,
  problems: Problem[],
): string | undefined {
  if (!type.hasTitle) return undefined;
  if (input === undefined && existing) return undefined;
  const problem = (code: string, message: string): undefined => {
    problems.push({ pointer: '/title', code, message });
    return undefined;
  };
  if (typeof input !== 'string')
    return input === undefined || input === null
      ? problem('required', `${type.titleLabel} is required`)
      : problem('type', 'must be text');
  const title = input.trim();
  if (!isSeen(title) && !hasUnseen(title))
    return problem('required', `${type.titleLabel} is required`);
  if (title.length > MAX_TITLE)
    return problem('too_long', `must be at most ${MAX_TITLE} characters; this has ${title.length}`);
  if (hasUnseen(title))
    return problem(
      'characters',
      'must be one line without control characters and marks that turn text around',
    );
  return title;
}

function checkLog(input: unknown, problems: Problem[]): string {
  if (input === undefined || input === null) return '';
  if (typeof input === 'string' && input.length <= MAX_LOG && isCleanLine(input))
    return input.trim();
  problems.push({
    pointer: '/log',
    code: 'type',
    message: `must be one line of at most ${MAX_LOG} characters`,
  });
  return '';
}

/** No control characters, and every surrogate is one of a pair: PostgreSQL takes neither. */
function isCleanLine(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function checkBoolean(key: string, input: unknown, problems: Problem[]): boolean | undefined {
  if (input === undefined || typeof input === 'boolean') return input;
  problems.push({ pointer: pointer(key), code: 'type', message: 'must be true or false' });
  return undefined;
}

function checkDate(input: unknown, problems: Problem[]): Date | undefined {
  if (input === undefined) return undefined;
  const instant = typeof input === 'string' ? instantOf(input) : undefined;
  if (instant !== undefined && instant >= '1000' && instant <= LAST_INSTANT)
    return new Date(instant);
  problems.push({
    pointer: '/created',
    code: 'format',
    message:
      'must be a time from 1000-01-01 to 9999-12-30 that there is, like 2026-01-31T12:00:00Z',
  });
  return undefined;
}

function checkAuthor(input: unknown, problems: Problem[]): UserId | undefined {
  if (input === undefined) return undefined;
  const id = parseId<'user'>(input);
  if (!id)
    problems.push({ pointer: '/author_id', code: 'type', message: 'must be the id of a user' });
  return id;
}

/** Forms send back what they were given: that is no attempt to change it. */
function isUnchanged(
  existing: Item | undefined,
  key: string,
  value: boolean | Date | string,
): boolean {
  if (!existing) return value === false;
  switch (key) {
    case 'promote':
      return existing.promote === value;
    case 'sticky':
      return existing.sticky === value;
    case 'author_id':
      return existing.authorId === value;
    case 'created':
      return value instanceof Date && existing.created.getTime() === value.getTime();
    default:
      return false;
  }
}
