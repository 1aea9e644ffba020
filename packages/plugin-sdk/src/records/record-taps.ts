import type { Context } from '../context.ts';
import type { Element } from '../elements/index.ts';
import type { ItemApi } from '../host.ts';
import { type Item, type ItemInput, type ItemQuestion, itemAsked, itemOf } from '../item.ts';
import type { Problem } from '../problem.ts';
import { type EditedItem, editedItem, type ItemChanges } from './edited-item.ts';
import type { FileRecord, StagePublish, Term, User, Visit } from './records.ts';

/** The functions of a plugin for what happens to records. */
export interface RecordTaps {
  /** Before an item is saved: changes it with `item.setTitle` and `item.set`, or by its answer. */
  itemPresave: (
    item: EditedItem,
    save: PlannedSave,
    ctx: Context,
  ) => ItemChanges | undefined | void;
  /** What is wrong with an item that is to be saved; nothing is saved while something is. */
  itemValidate: (item: Item, save: PlannedSave, ctx: Context) => readonly Problem[] | undefined;
  /** When a new item was written. When it throws, nothing is kept; the same with all below. */
  itemInsert: (item: Item, ctx: Context) => void;
  /** When a change of an item was written. Saving it again here needs a reason to end. */
  itemUpdate: (item: Item, change: ItemChange, ctx: Context) => void;
  /** When an item was put in the trash and, `final`, when it was ended for good. */
  itemDelete: (item: Item, deletion: { readonly final: boolean }, ctx: Context) => void;
  /** Once for all items that are shown together: elements by the id of the item. */
  itemViewMultiple: (
    items: readonly ListedItem[],
    viewMode: 'full' | 'teaser',
    ctx: Context,
  ) => { readonly [id: string]: Element } | undefined;
  termInsert: (term: Term, ctx: Context) => void;
  termUpdate: (term: Term, before: Term, ctx: Context) => void;
  termDelete: (term: Term, ctx: Context) => void;
  userInsert: (user: User, ctx: Context) => void;
  userUpdate: (user: User, before: User, ctx: Context) => void;
  userDelete: (user: User, ctx: Context) => void;
  /** After somebody has signed in. It cannot keep anybody out. */
  userLogin: (user: Visit, by: 'password' | 'link', ctx: Context) => void;
  /** After somebody has signed out themselves. */
  userLogout: (user: Visit, ctx: Context) => void;
  /** When a file was uploaded; it is not permanent yet. */
  fileInsert: (file: FileRecord, ctx: Context) => void;
  /** When a file became permanent. */
  fileUpdate: (file: FileRecord, ctx: Context) => void;
  fileDelete: (file: FileRecord, ctx: Context) => void;
  /** What stands against publishing a stage; nothing is published while something does. */
  stagePublish: (publish: StagePublish, ctx: Context) => readonly Problem[] | undefined;
  /** After a stage was published. */
  stagePublished: (publish: StagePublish, ctx: Context) => void;
}

/** What is to be saved. */
export interface PlannedSave {
  readonly operation: 'create' | 'update';
  /** What the item is now; missing for a new one. */
  readonly before?: Item;
}

export interface ItemChange {
  readonly before: Item;
  /** `restored`: out of the trash, where nothing else differs. */
  readonly cause: 'saved' | 'reverted' | 'restored';
}

/** An item of a list, without its fields. */
export type ListedItem = Omit<ItemInput, 'fields'>;

type PlannedInput = ItemQuestion & {
  readonly operation: 'create' | 'update';
  readonly before?: ItemInput;
};

/** What the kernel gives each of them, as JSON. */
export interface RecordInputs {
  itemPresave: PlannedInput;
  itemValidate: PlannedInput;
  itemInsert: ItemQuestion;
  itemUpdate: ItemQuestion & Pick<ItemChange, 'cause'> & { readonly before: ItemInput };
  itemDelete: ItemQuestion & { readonly final: boolean };
  itemViewMultiple: {
    readonly items: readonly ListedItem[];
    readonly view_mode: 'full' | 'teaser';
  };
  termInsert: { readonly term: Term };
  termUpdate: { readonly term: Term; readonly before: Term };
  termDelete: { readonly term: Term };
  userInsert: { readonly user: User };
  userUpdate: { readonly user: User; readonly before: User };
  userDelete: { readonly user: User };
  userLogin: { readonly user: Visit; readonly by: 'password' | 'link' };
  userLogout: { readonly user: Visit };
  fileInsert: { readonly file: FileRecord };
  fileUpdate: { readonly file: FileRecord };
  fileDelete: { readonly file: FileRecord };
  stagePublish: StagePublish;
  stagePublished: StagePublish;
}

type Told = Exclude<
  keyof RecordTaps,
  'itemPresave' | 'itemValidate' | 'itemViewMultiple' | 'stagePublish'
>;

/** What the kernel is answered, as JSON. */
export type RecordAnswers = { readonly [Key in Told]: never } & {
  itemPresave: ItemChanges;
  itemValidate: readonly Problem[];
  itemViewMultiple: { readonly [id: string]: Element };
  stagePublish: readonly Problem[];
};

type Adapters = {
  readonly [Key in keyof RecordTaps]: (
    answer: RecordTaps[Key],
    input: RecordInputs[Key],
    call: { readonly ctx: Context; readonly itemApi: ItemApi },
  ) => RecordAnswers[Key] | undefined;
};

/** How each function is given what it takes, and what becomes of its answer. */
export const recordAdapters: Adapters = {
  itemPresave(answer, input, { ctx, itemApi }) {
    const { item, changes } = editedItem(input, itemApi);
    const said = answer(item, planned(input), ctx);
    const set = changes();
    if (!said || !set) return said ?? set;
    return { ...set, ...said, fields: { ...set.fields, ...said.fields } };
  },
  itemValidate: (answer, input, { ctx, itemApi }) =>
    answer(itemAsked(input, itemApi), planned(input), ctx),
  itemInsert: (answer, input, { ctx, itemApi }) => nothing(answer(itemAsked(input, itemApi), ctx)),
  itemUpdate: (answer, { before, cause, ...input }, { ctx, itemApi }) =>
    nothing(answer(itemAsked(input, itemApi), { before: itemOf(before), cause }, ctx)),
  itemDelete: (answer, { final, ...input }, { ctx, itemApi }) =>
    nothing(answer(itemAsked(input, itemApi), { final }, ctx)),
  itemViewMultiple: (answer, { items, view_mode: viewMode }, { ctx }) =>
    answer(items, viewMode, ctx),
  termInsert: (answer, { term }, { ctx }) => nothing(answer(term, ctx)),
  termUpdate: (answer, { term, before }, { ctx }) => nothing(answer(term, before, ctx)),
  termDelete: (answer, { term }, { ctx }) => nothing(answer(term, ctx)),
  userInsert: (answer, { user }, { ctx }) => nothing(answer(user, ctx)),
  userUpdate: (answer, { user, before }, { ctx }) => nothing(answer(user, before, ctx)),
  userDelete: (answer, { user }, { ctx }) => nothing(answer(user, ctx)),
  userLogin: (answer, { user, by }, { ctx }) => nothing(answer(user, by, ctx)),
  userLogout: (answer, { user }, { ctx }) => nothing(answer(user, ctx)),
  fileInsert: (answer, { file }, { ctx }) => nothing(answer(file, ctx)),
  fileUpdate: (answer, { file }, { ctx }) => nothing(answer(file, ctx)),
  fileDelete: (answer, { file }, { ctx }) => nothing(answer(file, ctx)),
  stagePublish: (answer, publish, { ctx }) => answer(publish, ctx),
  stagePublished: (answer, publish, { ctx }) => nothing(answer(publish, ctx)),
};

function planned({ operation, before }: PlannedInput): PlannedSave {
  return { operation, ...(before ? { before: itemOf(before) } : {}) };
}

/** Whatever a function answers where nothing is asked for. */
function nothing(_answer: unknown): undefined {
  return undefined;
}
