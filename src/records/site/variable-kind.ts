import { isObject, type Json } from '#base';
import type { Variables } from '#grammar/config';
import type { DocumentKind } from '#records/stages';

/** The settings that stages have versions of, and what people call them. */
export const STAGED: ReadonlyMap<string, string> = new Map([
  ['site_name', 'Name of the site'],
  ['site_slogan', 'Slogan of the site'],
]);

export const VARIABLE = 'variable';

/** Settings of the site as documents of stages: `{ value }`. */
export function createVariableKind(
  variables: Pick<Variables, 'save' | 'remove' | 'read' | 'refresh'>,
): DocumentKind {
  return {
    type: VARIABLE,
    label: 'Settings',
    kept: true,
    async read(queries, ids) {
      const values = await variables.read(queries);
      return new Map(
        [...values]
          .filter(([name]) => STAGED.has(name) && (ids?.includes(name) ?? true))
          .map(([name, value]) => [name, { value }]),
      );
    },
    refresh: () => variables.refresh(),
    labelOf: (name) => STAGED.get(name) ?? name,
    async write(transaction, _ctx, name, content) {
      if (content === null) await variables.remove(transaction, name);
      else await variables.save(transaction, name, valueOf(content) ?? null);
    },
  };
}

/** The value in a document. */
export function valueOf(content: unknown): Json | undefined {
  // What `saveSite` put there.
  return isObject(content) ? (content['value'] as Json | undefined) : undefined;
}
