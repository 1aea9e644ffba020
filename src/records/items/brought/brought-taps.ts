import { type JsonObject } from '#base';
import { answerOf, defineTap } from '#grammar/taps';
import { type Static, Type } from 'typebox';

const NAME = Type.String({ pattern: '^[a-z][a-z0-9_]{0,31}$' });
const LABEL = Type.String({ minLength: 1, maxLength: 100 });
const SETTINGS = Type.Unsafe<JsonObject>(Type.Object({}));
const WAY = { name: Type.Optional(Type.String()), settings: Type.Optional(SETTINGS) };

const FIELD = Type.Object(
  {
    name: NAME,
    field_type: Type.String(),
    label: LABEL,
    help: Type.Optional(Type.String({ maxLength: 1000 })),
    required: Type.Optional(Type.Boolean()),
    cardinality: Type.Optional(Type.Integer({ minimum: -1, maximum: 1000 })),
    settings: Type.Optional(SETTINGS),
    widget: Type.Optional(Type.Object(WAY, { additionalProperties: false })),
    formatter: Type.Optional(
      Type.Object(
        {
          ...WAY,
          label: Type.Optional(Type.Enum(['above', 'inline', 'hidden'])),
          teaser: Type.Optional(Type.Boolean()),
          teaser_as: Type.Optional(Type.Object(WAY, { additionalProperties: false })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const ITEM_TYPE = Type.Object(
  {
    type: NAME,
    name: LABEL,
    description: Type.Optional(Type.String({ maxLength: 1000 })),
    has_title: Type.Optional(Type.Boolean()),
    title_label: Type.Optional(LABEL),
    settings: Type.Optional(
      Type.Object(
        {
          published: Type.Optional(Type.Boolean()),
          promoted: Type.Optional(Type.Boolean()),
          byline: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
    fields: Type.Array(FIELD, { maxItems: 100 }),
  },
  { additionalProperties: false },
);

const FIELD_TYPE = Type.Object(
  {
    name: NAME,
    label: LABEL,
    description: Type.String({ minLength: 1, maxLength: 300 }),
    base: Type.String(),
    icon: Type.Optional(Type.String({ maxLength: 50 })),
    settings: Type.Optional(SETTINGS),
  },
  { additionalProperties: false },
);

/** A field of a type that a plugin brings, as REST takes it. */
export type BroughtField = Static<typeof FIELD>;
export type BroughtType = Omit<Static<typeof ITEM_TYPE>, 'fields'> & {
  readonly fields: readonly BroughtField[];
};
export type BroughtFieldType = Static<typeof FIELD_TYPE>;

const ONCE = 'Asked of one plugin when it is enabled or updated, and kept:';

export const fieldInfo = defineTap<Record<string, never>, readonly BroughtFieldType[]>({
  name: 'field_info',
  about: `${ONCE} which field types it brings, each a base type with settings that are fixed.`,
  failure: 'abort',
  concernsOne: true,
  check: answerOf(Type.Array(FIELD_TYPE, { maxItems: 50 })),
});

export const itemInfo = defineTap<Record<string, never>, readonly BroughtType[]>({
  name: 'item_info',
  about: `${ONCE} which item types it brings, with their fields.`,
  failure: 'abort',
  concernsOne: true,
  check: answerOf(Type.Array(ITEM_TYPE, { maxItems: 20 })),
});

/** The taps of this room that are asked of one plugin; field types first, since types use them. */
export const broughtTaps = [fieldInfo, itemInfo] as const;
