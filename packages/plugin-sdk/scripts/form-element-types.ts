import { capitalised, objectOf, type Schema } from './schema-types.ts';

const HEAD = `// Made from src/grammar/forms/form-element-schemas.ts:
// UPDATE_DOCS=1 node --test packages/plugin-sdk/src/forms/form-elements.test.ts

import type { Element } from '../elements/index.ts';
`;

// What the kernel checks by other means than by schema.
const CHECKED: Readonly<Record<string, Schema>> = {
  element: { $ref: '#/$defs/element' },
  elements: { $ref: 'form_elements' },
};

/** The TypeScript of the elements of forms that plugins may add, by kind. */
export function formElementTypes(schemas: ReadonlyMap<string, Schema>): string {
  const named = [...schemas].map(([kind, schema]) => ({
    name: `${capitalised(kind)}FormElement`,
    schema: { ...schema, properties: checkedKeys(schema) },
  }));
  return [
    HEAD,
    ...named.map(({ name, schema }) => `export interface ${name} ${objectOf(schema)}\n`),
    '/** An element of a form: a question, or several together. */',
    `export type FormElement =\n${named.map(({ name }) => `  | ${name}`).join('\n')};\n`,
    'export type FormElements = { readonly [name: string]: FormElement };\n',
  ].join('\n');
}

function checkedKeys({ properties = {} }: Schema): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, CHECKED[key] ?? schema]),
  );
}
