import { answerOf, defineTap } from '#grammar/taps';
import { Type } from 'typebox';

/** A permission that a plugin brings. */
export interface PluginPermission {
  /** `administer notes`: what its code and its routes name it by. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
}

/** A page that a plugin brings. */
export interface PluginRoute {
  /** `/notes/:id`; what follows a colon is handed to the plugin under that name. */
  readonly path: string;
  /** What the page is called where it does not say so itself. */
  readonly title: string;
  /** Default both. */
  readonly methods?: readonly ('GET' | 'POST')[];
  /** Who opens the page needs it. */
  readonly permission?: string;
  /** Instead of a permission: everybody may. */
  readonly access?: 'public';
  /** It answers data, by GET, and no page. */
  readonly answers?: 'json';
  /** Makes the page a section of the administration. */
  readonly admin?: {
    readonly label: string;
    readonly description: string;
    /** A name of the lucide set. */
    readonly icon?: string;
    readonly weight?: number;
  };
}

const line = (most: number) => Type.String({ minLength: 1, maxLength: most });

export const perm = defineTap<Record<string, never>, readonly PluginPermission[]>({
  name: 'perm',
  about:
    'When the plugin is enabled or updated: the permissions that it brings, as a list of `{ name, label, description }`. They are granted on the screen about permissions.',
  failure: 'abort',
  concernsOne: true,
  check: answerOf(
    Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[a-z][a-z0-9_-]*( [a-z0-9_-]+)*$', maxLength: 64 }),
          label: line(100),
          description: Type.Optional(line(300)),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
  ),
});

export const menu = defineTap<Record<string, never>, readonly PluginRoute[]>({
  name: 'menu',
  about:
    'When the plugin is enabled or updated: the pages that it brings, as a list of `{ path, title, permission }`, or with `access: "public"`. With `answers: "json"` there is data there, and no page. `page_callback` is asked for what stands on them.',
  failure: 'abort',
  concernsOne: true,
  check: answerOf(
    Type.Array(
      Type.Object(
        {
          path: line(200),
          title: line(200),
          methods: Type.Optional(Type.Array(Type.Enum(['GET', 'POST']), { minItems: 1 })),
          permission: Type.Optional(line(64)),
          access: Type.Optional(Type.Literal('public')),
          answers: Type.Optional(Type.Literal('json')),
          admin: Type.Optional(
            Type.Object(
              {
                label: line(40),
                description: line(200),
                icon: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,50}$' })),
                weight: Type.Optional(Type.Integer()),
              },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200 },
    ),
  ),
});

/** The taps that plugins say with what they bring. */
export const declarationTaps = [perm, menu] as const;
