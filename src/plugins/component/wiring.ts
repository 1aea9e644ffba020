import { type Static, Type } from 'typebox';

const index = Type.Integer({ minimum: 0, maximum: 1_000 });
const name = Type.String({ maxLength: 500 });
const closed = { additionalProperties: false };

const source = Type.Union([
  Type.Object({ kind: Type.Literal('export'), instance: index, name }, closed),
  /** What the kernel gives: a function of the WIT, a rest of WASI, or nothing that is ever called. */
  Type.Object({ kind: Type.Literal('host') }, closed),
  /** A flag of a component: a mutable i32 of which all importers share one. */
  Type.Object({ kind: Type.Literal('flag'), flag: index }, closed),
]);

/** How the core modules of a component are instantiated, one after the other. */
export const WIRING = Type.Object(
  {
    instances: Type.Array(
      Type.Object(
        {
          module: index,
          imports: Type.Array(Type.Object({ module: name, name, from: source }, closed), {
            maxItems: 10_000,
          }),
        },
        closed,
      ),
      { maxItems: 100 },
    ),
    /** What the flags begin with. */
    flags: Type.Array(Type.Integer(), { maxItems: 100 }),
  },
  closed,
);

export type Wiring = Static<typeof WIRING>;
export type WiredImport = Wiring['instances'][number]['imports'][number];
