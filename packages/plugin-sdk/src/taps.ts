import type { AccessAnswer, GrantsActor, HeldGrant, ItemOperation, NeededGrant } from './access.ts';
import type { Context } from './context.ts';
import type { FieldTypeBuilder, DeclaredFieldType } from './brings/field-type.ts';
import type { DeclaredType, TypeBuilder } from './brings/item-type.ts';
import type { Look } from './brings/look.ts';
import type { Element, ItemElement } from './elements/index.ts';
import type { EnteredForm, Form, FormInput } from './forms/index.ts';
import type { ListedTable } from './gather/listed-table.ts';
import type { GatherSections, RunningGather } from './gather/running-gather.ts';
import type { ItemApi } from './host.ts';
import {
  type Item,
  type ItemQuestion,
  itemAsked,
  type ShownItem,
  type ShownItemInput,
  shownItem,
} from './item.ts';
import type { Json, JsonObject } from './json.ts';
import { inOneList, type Operation, type Operations } from './operations.ts';
import { type Page, type PageHead, type PageInput, pageOf } from './page.ts';
import type { Problem } from './problem.ts';
import {
  type RecordAnswers,
  type RecordInputs,
  type RecordTaps,
  recordAdapters,
} from './records/record-taps.ts';
import type { OpenedPage, PageAnswer, Permission, Route } from './pages/index.ts';

/**
 * The functions of a plugin, each for one tap of the kernel: `itemView` answers `item_view`. All
 * are optional, answer at once (no promises), and may answer nothing.
 */
export interface PluginTaps extends RecordTaps {
  /** Field types that the plugin brings; asked when it is enabled or updated, and kept. */
  fieldInfo: (ctx: Context) => readonly FieldTypeBuilder[];
  /** Item types that the plugin brings; asked when it is enabled or updated, and kept. */
  itemInfo: (ctx: Context) => readonly TypeBuilder[];
  /** Elements of its own, each with a template beside it; asked when it is enabled or updated. */
  theme: (ctx: Context) => Look;
  /** Tables of its own that site builders may list; asked when it is enabled or updated. */
  gatherInfo: (ctx: Context) => readonly ListedTable[];
  /**
   * Changes a listing before it runs: what it answers takes the place of its filters, sorts,
   * fields, pager or words for nothing. Whatever that is, nobody is shown what they may not see.
   */
  gatherAlter: (gather: RunningGather, ctx: Context) => Partial<GatherSections> | undefined;
  /** When an item is shown: an element that stands after its fields. */
  itemView: (item: ShownItem, ctx: Context) => Element | undefined;
  /** Changes the element that an item has become. */
  itemViewAlter: (element: ItemElement, item: ShownItem, ctx: Context) => Operations | undefined;
  /** Whether the actor may do something with an item; one that is to be created is empty. */
  itemAccess: (item: Item, op: ItemOperation, ctx: Context) => AccessAnswer | undefined;
  /** Which grants an item needs; asked when it is saved. None: it is open, as far as you care. */
  itemGrants: (item: Item, ctx: Context) => readonly NeededGrant[] | undefined;
  /** Which grants somebody has; asked once a request. */
  actorGrants: (actor: GrantsActor, ctx: Context) => readonly HeldGrant[] | undefined;
  /** Whether the actor may see or change a field of an item; asked for each of its fields. */
  fieldAccess: (
    field: string,
    op: 'view' | 'edit',
    item: Item,
    ctx: Context,
  ) => 'deny' | 'neutral' | undefined;
  /** Variables for the template of an item, by name: `{ reading_minutes: 3 }`. */
  preprocessItem: (item: ShownItem, ctx: Context) => JsonObject | undefined;
  /** Changes a page before it is drawn: its title, description, breadcrumb, tabs and body. */
  pageAlter: (page: Page, ctx: Context) => Operations | undefined;
  /** Variables for the template of a page. */
  preprocessPage: (page: PageHead, ctx: Context) => JsonObject | undefined;
  /** Changes a form whenever it is built: its elements and buttons. */
  formAlter: (form: Form, ctx: Context) => Operations | undefined;
  /** What is wrong with a form that was sent; nothing is done while something is. */
  formValidate: (form: EnteredForm, ctx: Context) => readonly Problem[] | undefined;
  /** When a form has done what it is for. */
  formSubmit: (form: EnteredForm, ctx: Context) => void;
  /** Which filters for text formats the plugin offers. */
  filterInfo: (ctx: Context) => readonly FilterInfo[] | undefined;
  /** What a filter of the plugin makes of a text. What it answers is sanitised. */
  filterProcess: (text: string, filter: FilterUse, ctx: Context) => string | undefined;
  /** What the plugin does again and again. Without it `cron` is asked every hour, for `cron`. */
  cronInfo: (ctx: Context) => readonly CronTask[] | undefined;
  /** Does a task of `cronInfo` that is due, in the name of the site; may take up to ten seconds. */
  cron: (task: string, ctx: Context) => void;
  /** How the plugin's queues are worked on; those that it leaves out go one job at a time. */
  queueInfo: (ctx: Context) => readonly QueueInfo[] | undefined;
  /**
   * Does a job that the plugin added by `ctx.queue`, in the name of the site; may take up to ten
   * seconds. What it throws or answers as `failed` is tried again later, so doing a job twice must
   * do no harm. `failed` is for what the plugin is not to blame for: five throws stop a plugin.
   */
  queueWorker: (job: Job, ctx: Context) => JobAnswer | undefined;
  /** When it is installed. When it throws, it is not, and nothing of what it saved is kept. */
  install: (ctx: Context) => void;
  /** When it is enabled, after `install`. When it throws, it is not. */
  enable: (ctx: Context) => void;
  /** When another version takes the place of `from`. When it throws, the version before stays. */
  upgrade: (from: string, ctx: Context) => void;
  /** When somebody disables it. It is disabled whatever becomes of this. */
  disable: (ctx: Context) => void;
  /** When it is uninstalled, before what it kept is deleted. It is uninstalled all the same. */
  uninstall: (ctx: Context) => void;
  /** Permissions that the plugin brings; asked when it is enabled or updated. */
  perm: (ctx: Context) => readonly Permission[] | undefined;
  /** Pages that the plugin brings; asked when it is enabled or updated. `pages` makes both taps. */
  menu: (ctx: Context) => readonly Route[] | undefined;
  /** When somebody opens one of them, or sends its form: what stands on it, or where it leads. */
  pageCallback: (page: OpenedPage, ctx: Context) => PageAnswer | undefined;
}

/** What a plugin does again and again. */
export interface CronTask {
  /** Small letters, digits and underscores: `send_digest`. */
  readonly name: string;
  /** What people call it: `Send the digest`. */
  readonly label?: string;
  /** Every so many minutes or hours, or daily at a time of the site’s clock: `{ daily: '03:30' }`. */
  readonly schedule:
    | { readonly minutes: number }
    | { readonly hours: number }
    | { readonly daily: string };
}

/** How a queue of the plugin is worked on. */
export interface QueueInfo {
  /** Small letters, digits and underscores: `letters`. */
  readonly name: string;
  /** What people call it: `Send letters`. */
  readonly label?: string;
  /** Seconds that a job may take with all waiting for the kernel; default 60. */
  readonly timeLimit?: number;
  /** How often a job is begun before it counts as failed; default 5. */
  readonly attempts?: number;
  /** How many jobs are worked on at once, on all servers together; default 1. */
  readonly concurrency?: number;
}

/** A job of the plugin that is to be done. */
export interface Job {
  /** As `ctx.queue.add` was told. */
  readonly queue: string;
  readonly payload: Json;
  /** 1 the first time. */
  readonly attempt: number;
}

/** What came of a job in a few words, or why it is to be tried again later. */
export type JobAnswer = { readonly said: string } | { readonly failed: string };

/** A filter that a plugin offers. */
export interface FilterInfo {
  /** Small letters, digits and underscores: `shout`. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
}

/** Which filter is to work, and how it is set. */
export interface FilterUse {
  readonly name: string;
  readonly settings: JsonObject;
}

/** What the kernel gives each tap, as JSON. */
export interface TapInputs extends RecordInputs {
  fieldInfo: object;
  itemInfo: object;
  theme: object;
  gatherInfo: object;
  gatherAlter: RunningGather;
  itemView: ShownItemInput;
  itemViewAlter: ShownItemInput & { readonly element: ItemElement };
  itemAccess: ItemQuestion & { readonly op: ItemOperation };
  itemGrants: ItemQuestion;
  actorGrants: {
    readonly actor: Pick<GrantsActor, 'id' | 'name' | 'anonymous'>;
    readonly roles: readonly string[];
  };
  fieldAccess: ItemQuestion & {
    readonly op: 'view' | 'edit';
    readonly fields: readonly string[];
  };
  preprocessItem: ShownItemInput;
  pageAlter: PageInput;
  preprocessPage: PageHead;
  formAlter: FormInput;
  formValidate: EnteredForm;
  formSubmit: EnteredForm;
  filterInfo: JsonObject;
  filterProcess: {
    readonly plugin: string;
    readonly filter: string;
    readonly settings?: JsonObject;
    readonly text: string;
  };
  cronInfo: object;
  cron: { readonly task: string };
  queueInfo: object;
  queueWorker: Job;
  install: { readonly version: string };
  enable: { readonly version: string };
  upgrade: { readonly from: string; readonly to: string };
  disable: { readonly version: string };
  uninstall: { readonly version: string };
  perm: object;
  menu: object;
  pageCallback: OpenedPage;
}

/** What the kernel is answered, as JSON. */
export interface TapAnswers extends RecordAnswers {
  fieldInfo: readonly DeclaredFieldType[];
  itemInfo: readonly DeclaredType[];
  theme: Look;
  gatherInfo: readonly ListedTable[];
  gatherAlter: Partial<GatherSections>;
  itemView: Element;
  itemViewAlter: readonly Operation[];
  itemAccess: AccessAnswer;
  itemGrants: readonly NeededGrant[];
  actorGrants: readonly HeldGrant[];
  fieldAccess: { readonly deny: readonly string[] };
  preprocessItem: { readonly variables: JsonObject };
  pageAlter: readonly Operation[];
  preprocessPage: { readonly variables: JsonObject };
  formAlter: readonly Operation[];
  formValidate: readonly Problem[];
  formSubmit: never;
  filterInfo: readonly FilterInfo[];
  filterProcess: { readonly text: string };
  cronInfo: readonly CronTask[];
  cron: never;
  queueInfo: readonly DeclaredQueue[];
  queueWorker: JobAnswer;
  install: never;
  enable: never;
  upgrade: never;
  disable: never;
  uninstall: never;
  perm: readonly Permission[];
  menu: readonly Route[];
  pageCallback: PageAnswer;
}

/** As the kernel is told it. */
type DeclaredQueue = Omit<QueueInfo, 'timeLimit'> & { readonly time_limit?: number };

export type TapKey = keyof PluginTaps;

/** What a tap is answered with. */
interface TapCall {
  readonly ctx: Context;
  /** The machine name of the plugin. */
  readonly plugin: string;
  readonly itemApi: ItemApi;
}

type Adapters = {
  readonly [Key in TapKey]: (
    answer: PluginTaps[Key],
    input: TapInputs[Key],
    call: TapCall,
  ) => TapAnswers[Key] | undefined;
};

/** How each function is given what it takes, and what becomes of its answer. */
export const adapters: Adapters = {
  ...recordAdapters,
  fieldInfo: (answer, _input, { ctx }) => answer(ctx).map(({ declared }) => declared),
  itemInfo: (answer, _input, { ctx }) => answer(ctx).map(({ declared }) => declared),
  theme: (answer, _input, { ctx }) => answer(ctx),
  gatherInfo: (answer, _input, { ctx }) => answer(ctx),
  gatherAlter: (answer, input, { ctx }) => answer(input, ctx),
  itemView: (answer, input, { ctx, itemApi }) => answer(shownItem(input, itemApi), ctx),
  itemViewAlter: (answer, input, { ctx, itemApi }) =>
    altered(answer(input.element, shownItem(input, itemApi), ctx)),
  itemAccess: (answer, input, { ctx, itemApi }) => answer(itemAsked(input, itemApi), input.op, ctx),
  itemGrants: (answer, input, { ctx, itemApi }) => answer(itemAsked(input, itemApi), ctx),
  actorGrants: (answer, { actor, roles }, { ctx }) => answer({ ...actor, roles }, ctx),
  fieldAccess: (answer, { op, fields, ...input }, { ctx, itemApi }) => {
    const item = itemAsked(input, itemApi);
    return { deny: fields.filter((field) => answer(field, op, item, ctx) === 'deny') };
  },
  preprocessItem: (answer, input, { ctx, itemApi }) =>
    withVariables(answer(shownItem(input, itemApi), ctx)),
  pageAlter: (answer, input, { ctx }) => altered(answer(pageOf(input), ctx)),
  preprocessPage: (answer, input, { ctx }) => withVariables(answer(input, ctx)),
  formAlter: (answer, { id, form }, { ctx }) => altered(answer({ id, ...form }, ctx)),
  formValidate: (answer, input, { ctx }) => answer(input, ctx),
  formSubmit: (answer, input, { ctx }) => {
    answer(input, ctx);
    return undefined;
  },
  filterInfo: (answer, _input, { ctx }) => answer(ctx),
  filterProcess: (answer, input, { ctx, plugin }) => {
    // Every plugin with filters is asked about every filter.
    if (input.plugin !== plugin) return undefined;
    const text = answer(input.text, { name: input.filter, settings: input.settings ?? {} }, ctx);
    return text === undefined ? undefined : { text };
  },
  cronInfo: (answer, _input, { ctx }) => answer(ctx),
  cron: (answer, { task }, { ctx }) => answersNothing(answer(task, ctx)),
  queueInfo: (answer, _input, { ctx }) =>
    answer(ctx)?.map(({ timeLimit, ...queue }) =>
      timeLimit === undefined ? queue : { ...queue, time_limit: timeLimit },
    ),
  queueWorker: (answer, input, { ctx }) => answer(input, ctx),
  install: (answer, _input, { ctx }) => answersNothing(answer(ctx)),
  enable: (answer, _input, { ctx }) => answersNothing(answer(ctx)),
  upgrade: (answer, { from }, { ctx }) => answersNothing(answer(from, ctx)),
  disable: (answer, _input, { ctx }) => answersNothing(answer(ctx)),
  uninstall: (answer, _input, { ctx }) => answersNothing(answer(ctx)),
  perm: (answer, _input, { ctx }) => answer(ctx),
  menu: (answer, _input, { ctx }) => answer(ctx),
  pageCallback: (answer, input, { ctx }) => answer(input, ctx),
};

/** `itemView` as manifests and the kernel say it: `item_view`. */
export function tapName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** All taps, as manifests say them. */
export const tapNames: readonly string[] = Object.keys(adapters).map(tapName);

export function isTapKey(key: string): key is TapKey {
  return Object.hasOwn(adapters, key);
}

/** Whatever a function answers where nothing is asked for. */
function answersNothing(_answer: unknown): undefined {
  return undefined;
}

function altered(operations: Operations | undefined): readonly Operation[] | undefined {
  return operations && inOneList(operations);
}

function withVariables(variables: JsonObject | undefined) {
  return variables && { variables };
}

/** What is about a plugin's own life and work: no other plugin may ask it. */
export const askedBySite: ReadonlySet<string> = new Set([
  'install',
  'enable',
  'disable',
  'uninstall',
  'upgrade',
  'cron',
  'queue_worker',
]);
