import { isObject, type Json, localAddress, type Problem } from '#base';
import { type FormTree, formFromJson } from '#grammar/forms';
import { checkElement, type Element, safeUrl } from '#grammar/render';
import type { Message, PageView } from '#grammar/routes';
import { firstDifference, InvalidAnswer, type LeaveOut } from '#grammar/taps';
import { Type } from 'typebox';

/** What a plugin answers for one of its pages. */
export type PluginPageAnswer =
  | PluginPage
  | PluginData
  | { readonly kind: 'redirect'; readonly to: string; readonly messages?: readonly Message[] }
  /** To a form: what is wrong with what was entered. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'not_found' | 'denied'; readonly message?: string };

export interface PluginPage extends Pick<
  PageView,
  'breadcrumb' | 'tabs' | 'actions' | 'description' | 'messages' | 'layout'
> {
  readonly kind: 'page';
  /** Default: that of the route. */
  readonly title?: string;
  readonly content?: Element;
  /** Stands after the content. */
  readonly form?: PluginForm;
  /** Stands after the form. */
  readonly below?: Element;
}

/** Of a route that answers data: anything that JSON can say. */
export interface PluginData {
  readonly kind: 'json';
  readonly data: Json;
}

/** A form that a plugin declares. */
export interface PluginForm {
  /** `edit`: what the plugin calls it. */
  readonly name: string;
  readonly tree: FormTree;
}

const optional = Type.Optional;
const line = Type.String({ minLength: 1, maxLength: 1_000 });
const links = Type.Array(
  Type.Object(
    { url: line, label: line, active: optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  { maxItems: 50 },
);
const messages = optional(
  Type.Array(
    Type.Object(
      { tone: Type.Enum(['neutral', 'info', 'positive', 'caution', 'danger']), text: line },
      { additionalProperties: false },
    ),
    { maxItems: 10 },
  ),
);

const SCHEMAS = {
  page: Type.Object(
    {
      kind: Type.Literal('page'),
      title: optional(line),
      content: optional(Type.Unknown()),
      form: optional(
        Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' }) }),
      ),
      below: optional(Type.Unknown()),
      description: optional(line),
      breadcrumb: optional(links),
      tabs: optional(links),
      actions: optional(Type.Array(Type.Unknown(), { maxItems: 10 })),
      messages,
      layout: optional(Type.Enum(['full', 'narrow', 'wide'])),
    },
    { additionalProperties: false },
  ),
  json: Type.Object(
    { kind: Type.Literal('json'), data: Type.Unknown() },
    { additionalProperties: false },
  ),
  redirect: Type.Object(
    { kind: Type.Literal('redirect'), to: line, messages },
    { additionalProperties: false },
  ),
  problems: Type.Object(
    {
      kind: Type.Literal('problems'),
      problems: Type.Array(
        Type.Object(
          { pointer: Type.String({ maxLength: 1_000 }), code: line, message: line },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 100 },
      ),
    },
    { additionalProperties: false },
  ),
  not_found: Type.Object(
    { kind: Type.Literal('not_found'), message: optional(line) },
    { additionalProperties: false },
  ),
  denied: Type.Object(
    { kind: Type.Literal('denied'), message: optional(line) },
    { additionalProperties: false },
  ),
} as const;

/** The answer as it can be shown, its elements checked like all trees of plugins. */
export function checkPageAnswer(answer: unknown, leaveOut: LeaveOut): PluginPageAnswer | undefined {
  if (answer === undefined || answer === null) return undefined;
  const kind = isObject(answer) ? answer['kind'] : undefined;
  const schema = Object.entries(SCHEMAS).find(([name]) => name === kind)?.[1];
  if (schema === undefined || !isObject(answer)) {
    throw new InvalidAnswer(`“kind” must be one of ${Object.keys(SCHEMAS).join(', ')}`);
  }
  const wrong = firstDifference(schema, answer);
  if (wrong !== undefined) throw new InvalidAnswer(wrong);
  // The schema of its kind says that it is one, but for what is checked below.
  const checked = answer as unknown as PluginPageAnswer;
  if (checked.kind === 'redirect') return { ...checked, to: ofThisSite(checked.to) };
  if (checked.kind !== 'page') return checked;
  for (const { url } of [...(checked.breadcrumb ?? []), ...(checked.tabs ?? [])]) {
    if (safeUrl(url) === undefined) throw new InvalidAnswer(`“${url}” is no address`);
  }
  const { content, form, below, actions = [], ...rest } = checked;
  const shown = actions.flatMap((one, i) => elementOf(one, `/actions/${i}`, leaveOut) ?? []);
  return {
    ...rest,
    ...part('content', elementOf(content, '/content', leaveOut)),
    ...part('form', form && formOf(answer['form'])),
    ...part('below', elementOf(below, '/below', leaveOut)),
    ...part('actions', shown.length > 0 ? shown : undefined),
  };
}

function elementOf(value: unknown, at: string, leaveOut: LeaveOut): Element | undefined {
  if (value === undefined) return undefined;
  const { element, problems } = checkElement(value);
  for (const { pointer, message } of problems) leaveOut(at + pointer, message);
  return element;
}

function formOf(value: unknown): PluginForm {
  const { name, ...tree } = isObject(value) ? value : {};
  const read = formFromJson(tree);
  if ('problem' in read) throw new InvalidAnswer(`/form${read.problem}`);
  return { name: String(name), tree: read };
}

function ofThisSite(to: string): string {
  const local = localAddress(to);
  if (local === undefined)
    throw new InvalidAnswer(`it leads to “${to}”, which is not on this site`);
  return local;
}

function part<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [Name in Key]: Value });
}
