import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  PreconditionRequired,
  type Problem,
  pointer,
} from '#base';
import type { Item, Revision } from './item.ts';
import { isField } from './merge-changes.ts';

/** There is no such item, or the actor may not know of it. */
export class ItemNotFound extends NotFound {
  constructor() {
    super('item.not_found', 'There is no such content. It may have been deleted or moved.');
  }
}

/** The actor sees the item and may not do this with it. */
export class ItemNotAllowed extends NotAllowed {
  constructor(operation: string, typeName: string) {
    super('item.not_allowed', `Your account may not ${operation} content of the type ${typeName}.`);
  }
}

/** The revision that a save started from is no longer current, and both changed the same. */
export class ItemConflict extends Conflict {
  /** What the item is now. */
  readonly current: Item;
  /** What the save started from. */
  readonly base: Revision;
  /** Names of what both changed: of fields, and of what else a save may say. */
  readonly fields: readonly string[];

  constructor(current: Item, base: Revision, fields: readonly string[]) {
    super(
      'item.conflict',
      `Since you started, ${current.authorName} or somebody else changed the same: ${fields.join(', ')}. Nothing of yours was saved yet.`,
      { problems: fields.map(conflictProblem) },
    );
    this.current = current;
    this.base = base;
    this.fields = fields;
  }
}

function conflictProblem(field: string): Problem {
  const place = isField(field) ? pointer('fields', field) : pointer(field);
  return { pointer: place, code: 'conflict', message: 'was changed by somebody else meanwhile' };
}

/** A list was asked for in a way that there is not. */
export class BadListQuery extends InvalidInput {
  override readonly title = 'That cannot be listed as it is asked for';
}

/** The revision named as base is not one of this item. */
export class RevisionNotFound extends NotFound {
  constructor() {
    super('item.revision_not_found', 'This item has no such revision.');
  }
}

/** A save over REST must say which revision it started from. */
export class RevisionRequired extends PreconditionRequired {
  constructor() {
    super(
      'item.revision_required',
      'Send If-Match with the revision you started from (the ETag of the item), or * to save over whatever is there.',
    );
  }
}

/** There is no such type. */
export class ItemTypeNotFound extends NotFound {
  constructor(type: string) {
    super('item_type.not_found', `There is no item type “${type}”.`);
  }
}

/** The type still has items, or a name is taken. */
export class ItemTypeConflict extends Conflict {
  override readonly title: string = 'The type cannot be changed like that';
}

/** The name of a new type is taken. */
export class ItemTypeExists extends ItemTypeConflict {
  constructor(type: string) {
    super('item_type.exists', `There is a type “${type}” already. Take another name.`);
  }
}

/** Some stage has a version of its own of what is to be ended. */
export class ItemIsStaged extends Conflict {
  constructor(labels: readonly string[]) {
    super(
      'item.is_staged',
      `It is changed in ${labels.map((label) => `“${label}”`).join(', ')}. Publish or discard that first.`,
    );
  }
}

/** Only where it was made can it be ended. */
export class ItemNotOwned extends Conflict {
  constructor() {
    super('item.not_owned', 'It is only in the trash of this stage. It ends where it was made.');
  }
}

/** A new item was given an id that is taken. */
export class ItemExists extends Conflict {
  constructor(id: string) {
    super('item.exists', `There is an item with the id ${id} already.`, {
      problems: [{ pointer: '/id', code: 'duplicate', message: 'is taken' }],
    });
  }
}

/** A delete named a revision that is no longer current. */
export class ItemChanged extends Conflict {
  constructor(current: Item) {
    super(
      'item.changed',
      `${current.authorName} or somebody else changed this since you saw it. Look at it again first.`,
    );
  }
}

/** The type has no such field. */
export class FieldNotFound extends NotFound {
  constructor(type: string, field: string) {
    super('item_type.field_not_found', `The type “${type}” has no field “${field}”.`);
  }
}
