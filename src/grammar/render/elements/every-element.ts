import { Type } from 'typebox';
import { list, number, oneOf, optional, part, REFERENCES, type Shape, whole } from './kinds.ts';

/** Attribute values: true is a bare attribute, false and undefined leave it out. */
export type AttributeValue = string | number | boolean | readonly string[] | undefined;
export type Attributes = { readonly [name: string]: AttributeValue };

export function attributesOf(description: string) {
  return Type.Unsafe<Attributes>({
    type: 'object',
    description,
    additionalProperties: { $ref: REFERENCES.attribute },
  });
}

/** What a part of a page can differ by. */
export const CONTEXTS = ['user', 'session', 'permissions', 'stage', 'language', 'url'] as const;
export type CacheContext = (typeof CONTEXTS)[number];

/** Printable, without spaces: cache tags stand in a header in development. */
const CACHE_TAG = Type.String({
  pattern: '^[!-~]{1,200}$',
  description: 'A cache tag has 1 to 200 printable ASCII characters and no space.',
});
const STYLE = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,49}(/[A-Za-z0-9._-]{1,99})?$',
  description:
    'The name of a style sheet is that of the plugin, a slash, and that of the file; of a theme that of the file.',
});
const SCRIPT = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,99}$',
  description: 'The name of a script has small letters, digits and hyphens, at most 100.',
});

const cache = part(
  {
    tags: optional(
      list(CACHE_TAG, 'Cache tags of the records that it shows: `item:ID`, `item_list:article`.'),
    ),
    contexts: optional(
      list(oneOf(CONTEXTS, 'Who or what it differs by.'), 'What it differs by: `user`, `url`.'),
    ),
    max_age: optional(
      whole('Seconds for which it may be shown again; missing: for ever.', { minimum: 0 }),
    ),
  },
  { description: 'What it depends on; the page around it depends on the same.' },
);

/** What an element depends on: cache tags, contexts, and how long it holds in seconds. */
export type ElementCache = Shape<typeof cache>;

/** The keys of every element. */
export const common = {
  '#weight': optional(
    number('Lighter ones come first among the children of one element.', { default: 0 }),
  ),
  '#attributes': optional(
    attributesOf('HTML attributes: text, number, list of words, or true for a bare one.'),
  ),
  '#access': optional(
    Type.Boolean({
      description: 'false leaves the element and all below it out.',
      default: true,
    }),
  ),
  '#attached': optional(
    part(
      {
        scripts: optional(list(SCRIPT, 'Names of scripts of the theme: `forms`.')),
        styles: optional(
          list(
            STYLE,
            'Style sheets: `PLUGIN/NAME` of plugins, such as `blog/blog` for its `assets/blog.css`; `NAME` of the theme, such as `listings` for its `attached/listings.css`.',
          ),
        ),
      },
      { description: 'What the page loads when the element is on it.' },
    ),
  ),
  '#cache': optional(cache),
};
