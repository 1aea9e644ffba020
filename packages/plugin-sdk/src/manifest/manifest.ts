import { type Static, Type } from 'typebox';
import {
  CAPABILITIES,
  CAPABILITY_NAMES,
  type Capability,
  type NamedCapability,
} from './capabilities.ts';
import { type TableDefinitions, tablesSchema } from './tables.ts';

/** The versions of the contract (`wit/VERSION/`) that there are, oldest first. */
export const WIT_VERSIONS = ['0.1.0'] as const;

/** How plugins are named: `reading-time`. Their folder, `.info.toml` and `.wasm` are called the same. */
export const PLUGIN_NAME = '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$';

/** What a key is to be, in the words in which it is asked for. */
const said = (expected: string) => ({ expected });

const name = Type.String({
  pattern: PLUGIN_NAME,
  maxLength: 50,
  ...said('a name of small letters, digits and hyphens, at most 50: "reading-time"'),
});

const host = Type.String({
  // Names only, and no ports that the protocol says.
  pattern: String.raw`^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::(?!(?:80|443)$)[1-9]\d{0,4})?$`,
  ...said('a host, in small letters, with its port unless it is 80 or 443: "api.example.org"'),
});

/** Each of `CAPABILITIES`, and `http`. */
type CapabilitiesTable = { readonly [Name in NamedCapability]?: boolean } & {
  readonly http?: readonly string[];
};

const capabilities = Type.Unsafe<CapabilitiesTable>(
  Type.Object(
    {
      ...Object.fromEntries(
        Object.entries(CAPABILITIES).map(([capability, description]) => [
          capability,
          Type.Optional(Type.Boolean({ description, ...said('true or false') })),
        ]),
      ),
      http: Type.Optional(
        Type.Array(host, {
          maxItems: 20,
          uniqueItems: true,
          ...said('a list of at most 20 hosts, each once: ["api.example.org"]'),
        }),
      ),
    },
    { additionalProperties: false, ...said('a table: [capabilities]') },
  ),
);

const tapOptions = Type.Object(
  {
    data_mode: Type.Optional(
      Type.Enum(['handle', 'full'], {
        description: 'Whether the tap is handed the whole item, or asks for the parts it wants.',
        ...said('"handle" or "full"'),
      }),
    ),
  },
  {
    additionalProperties: false,
    ...said('a table with what is said of one tap: [taps.item_view]'),
  },
);

/** `implements`, and what is said of single taps. */
interface TapsTable {
  readonly implements: readonly string[];
  readonly [tap: string]: readonly string[] | Static<typeof tapOptions>;
}

const taps = Type.Unsafe<TapsTable>(
  Type.Object(
    {
      implements: Type.Array(
        Type.String({ pattern: '^[a-z][a-z0-9_]*$', ...said('the name of a tap: "item_view"') }),
        {
          minItems: 1,
          uniqueItems: true,
          ...said('a list of the taps that it answers, each once: ["item_view"]'),
        },
      ),
    },
    { additionalProperties: tapOptions, ...said('a table: [taps]') },
  ),
);

/** What `NAME.info.toml` says. Each part says in `expected` what it has to be. */
export const manifestSchema = Type.Object(
  {
    name,
    label: Type.String({
      minLength: 1,
      maxLength: 100,
      ...said('what people call it, 1 to 100 characters: "Reading time"'),
    }),
    description: Type.String({
      minLength: 1,
      maxLength: 500,
      ...said('what it does, in a sentence of at most 500 characters'),
    }),
    version: Type.String({
      pattern: String.raw`^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,50})?$`,
      ...said('three numbers: "1.0.0"'),
    }),
    wit: Type.Enum([...WIT_VERSIONS], {
      description: 'The version of the contract with the kernel.',
      ...said(`the version of the contract that it is built for: "${WIT_VERSIONS.join('" or "')}"`),
    }),
    dependencies: Type.Optional(
      Type.Array(name, {
        maxItems: 50,
        ...said('a list of names of other plugins: ["reading-time"]'),
      }),
    ),
    weight: Type.Optional(
      Type.Integer({
        minimum: -1000,
        maximum: 1000,
        ...said('a whole number from -1000 to 1000; lighter plugins are asked first'),
      }),
    ),
    taps,
    capabilities: Type.Optional(capabilities),
    tables: Type.Optional(tablesSchema),
  },
  { additionalProperties: false, ...said('a table') },
);

/** What such a file says. */
export type ManifestTable = Static<typeof manifestSchema>;

/** A plugin's `.info.toml`, with what it left out. */
export interface Manifest extends Omit<
  ManifestTable,
  'dependencies' | 'weight' | 'taps' | 'capabilities' | 'tables'
> {
  readonly dependencies: readonly string[];
  /** Default 0. */
  readonly weight: number;
  /** The taps that it answers: `item_view`. */
  readonly implements: readonly string[];
  /** The taps that are handed the whole item, or not; `handle` where nothing is said. */
  readonly dataModes: { readonly [tap: string]: 'handle' | 'full' };
  readonly capabilities: readonly Capability[];
  /** The tables that it keeps things in. */
  readonly tables: TableDefinitions;
}

/** The manifest of what the schema found in order. */
export function settled(given: ManifestTable): Manifest {
  const {
    dependencies = [],
    weight = 0,
    taps,
    capabilities: asked = {},
    tables = {},
    ...others
  } = given;
  return {
    ...others,
    dependencies,
    weight,
    implements: taps.implements,
    dataModes: dataModesOf(taps),
    capabilities: [
      ...CAPABILITY_NAMES.filter((one) => asked[one] === true),
      ...(asked.http ?? []).map((one) => `http:${one}` as const),
    ],
    tables,
  };
}

function dataModesOf(table: TapsTable): Manifest['dataModes'] {
  const modes = Object.entries(table).flatMap(([tap, said]) =>
    'data_mode' in said && said.data_mode !== undefined ? [[tap, said.data_mode] as const] : [],
  );
  return Object.fromEntries(modes);
}
