import type { RequestContext } from '#grammar/access';
import { link } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import { FieldNotFound } from '../item-errors.ts';
import { checkFieldInput, type FieldInput } from '../types/check-field-input.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import { listSiteChoices } from '../types/site-choices.ts';
import { fieldChoice, noFields, reusableFields } from './field-choice.ts';
import { fieldForm } from './field-form.ts';
import { fieldKindForm } from './field-kind-form.ts';
import { fieldOrderForm } from './field-order-form.ts';
import { type FieldPlanArgs, fieldPlanForm, parseChange } from './field-plan-form.ts';
import { PlannedChange } from './save-field-settings.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { TYPES_PERMISSION } from './type-screens.ts';
import { fieldsUrl, typeBreadcrumb, typeTabs, TYPES_URL } from './types-breadcrumb.ts';

/** A field of a type. */
interface Of {
  readonly type: ItemType;
  readonly field: Field;
}

const FIELDS = `${TYPES_URL}/{type}/fields`;

/** The fields of one type: their order, adding, changing and removing them. */
export function fieldScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, forms } = deps;
  const order = fieldOrderForm(items);
  const form = fieldForm(deps);
  const plans = fieldPlanForm(items);
  const kinds = fieldKindForm(deps);
  const permission = TYPES_PERMISSION;

  const typeOf = ({ ctx, params }: PageRequest): ItemType =>
    items.getType(ctx, params['type'] ?? '');
  const fieldOf = (request: PageRequest): Of => {
    const type = typeOf(request);
    const name = request.params['field'] ?? '';
    const field = type.fields.find((each) => each.name === name);
    if (!field) throw new FieldNotFound(type.type, name);
    return { type, field };
  };
  const sharedWith = (ctx: RequestContext, type: ItemType, name: string): readonly string[] =>
    items
      .listTypes(ctx)
      .filter((other) => other.type !== type.type && other.fields.some((one) => one.name === name))
      .map((other) => other.name);
  const showPlan = async (
    request: PageRequest,
    args: FieldPlanArgs,
    action: string,
  ): Promise<PageAnswer> => {
    const answer = await forms.run(plans, args, request, { action });
    if (answer.kind !== 'form') return answer;
    return {
      kind: 'page',
      theme: 'admin',
      layout: 'narrow',
      title: args.input ? `Change ${args.field.label}` : `Remove ${args.field.label}`,
      breadcrumb: typeBreadcrumb(args.type),
      status: answer.status,
      body: answer.element,
    };
  };

  const showSettings = (request: PageRequest, { type, field }: Of, entered?: Field) => {
    const url = `${fieldsUrl(type)}/${field.name}`;
    return forms.page(
      form,
      {
        type,
        field: entered ?? field,
        unsaved: entered !== undefined,
        fieldType: items.fieldTypes.get(field.fieldType),
        sharedWith: sharedWith(request.ctx, type, field.name),
      },
      request,
      {
        theme: 'admin',
        layout: 'narrow',
        title: `Settings of ${field.label}`,
        breadcrumb: typeBreadcrumb(type),
        actions: [
          link(`${url}/kind`, 'Change kind', { look: 'quiet', icon: 'shuffle' }),
          link(`${url}/remove`, 'Remove', { look: 'quiet', icon: 'trash-2' }),
        ],
      },
    );
  };
  const showKinds = (request: PageRequest, { type, field }: Of, chosen?: Field) =>
    forms.page(kinds, { type, field, ...(chosen === undefined ? {} : { chosen }) }, request, {
      theme: 'admin',
      layout: 'narrow',
      title: `Change the kind of ${field.label}`,
      breadcrumb: [
        ...typeBreadcrumb(type),
        { url: `${fieldsUrl(type)}/${field.name}`, label: field.label },
      ],
    });
  /** From the plan to where its change was entered, with what was entered. */
  const showAgain = async (
    request: PageRequest,
    of: Of,
    input: FieldInput,
  ): Promise<PageAnswer> => {
    const { type, field } = of;
    const url = `${fieldsUrl(type)}/${field.name}`;
    const { name, weight } = field;
    const site = await listSiteChoices(deps, request.ctx.stage);
    const entered = checkFieldInput(items.fieldTypes, name, input, field, undefined, weight, site);
    return entered.fieldType === field.fieldType
      ? showSettings({ ...request, method: 'GET', url }, of, entered)
      : showKinds({ ...request, method: 'GET', url: `${url}/kind` }, of, entered);
  };

  return [
    {
      methods: ['GET', 'POST'],
      path: FIELDS,
      permission,
      async handle(request): Promise<PageAnswer> {
        const type = typeOf(request);
        const view = {
          theme: 'admin',
          title: type.name,
          breadcrumb: typeBreadcrumb(type).slice(0, -1),
          tabs: typeTabs(type, 'fields'),
        } as const;
        const add = link(`${fieldsUrl(type)}/add`, 'Add field', { look: 'primary', icon: 'plus' });
        if (type.fields.length === 0) return { ...view, kind: 'page', body: noFields(add) };
        return forms.page(order, { type }, request, { ...view, actions: [add] });
      },
    },
    {
      methods: ['GET'],
      path: `${FIELDS}/add`,
      permission,
      async handle(request) {
        const type = typeOf(request);
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Add field',
          breadcrumb: typeBreadcrumb(type),
          body: fieldChoice(items, request.ctx, type),
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${FIELDS}/add/{kind}`,
      permission,
      async handle(request) {
        const type = typeOf(request);
        const fieldType = items.fieldTypes.get(request.params['kind'] ?? '');
        const used = request.query.get('use');
        const shared = reusableFields(items, request.ctx, type).find(
          ({ field }) => field.name === used,
        )?.field;
        return forms.page(
          form,
          {
            type,
            fieldType,
            ...(shared?.fieldType === fieldType.name ? { shared } : {}),
            sharedWith: shared ? sharedWith(request.ctx, type, shared.name) : [],
          },
          request,
          {
            theme: 'admin',
            layout: 'narrow',
            title: `Add ${shared?.label ?? fieldType.label.toLowerCase()}`,
            breadcrumb: [
              ...typeBreadcrumb(type),
              { url: `${fieldsUrl(type)}/add`, label: 'Add field' },
            ],
          },
        );
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${FIELDS}/{field}`,
      permission,
      async handle(request): Promise<PageAnswer> {
        const { type, field } = fieldOf(request);
        const url = `${fieldsUrl(type)}/${field.name}`;
        try {
          return await showSettings(request, { type, field });
        } catch (error) {
          if (!(error instanceof PlannedChange)) throw error;
          return showPlan(request, { type, field, input: error.input }, `${url}/change`);
        }
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${FIELDS}/{field}/kind`,
      permission,
      async handle(request): Promise<PageAnswer> {
        const { type, field } = fieldOf(request);
        const url = `${fieldsUrl(type)}/${field.name}`;
        try {
          return await showKinds(request, { type, field });
        } catch (error) {
          if (!(error instanceof PlannedChange)) throw error;
          return showPlan(request, { type, field, input: error.input }, `${url}/change`);
        }
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${FIELDS}/{field}/change`,
      permission,
      async handle(request): Promise<PageAnswer> {
        const { type, field } = fieldOf(request);
        const url = `${fieldsUrl(type)}/${field.name}`;
        const input = parseChange(request.body.values.get('change')?.[0]);
        if (!input) return { kind: 'redirect', to: url };
        const back = request.body.values.get('_action')?.[0] === 'back';
        if (back) return showAgain(request, { type, field }, input);
        return showPlan(request, { type, field, input }, `${url}/change`);
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${FIELDS}/{field}/remove`,
      permission,
      async handle(request): Promise<PageAnswer> {
        const { type, field } = fieldOf(request);
        return showPlan(
          request,
          { type, field, input: undefined },
          `${fieldsUrl(type)}/${field.name}/remove`,
        );
      },
    },
  ];
}
