import { capitalised, comment, objectOf, type Schema, typeOf } from './schema-types.ts';

export interface ElementsSchema {
  readonly $defs: Readonly<Record<string, Schema>>;
}

const HEAD = `// Made from docs/elements.schema.json:
// UPDATE_DOCS=1 node --test packages/plugin-sdk/src/elements/elements.test.ts
`;

/** The TypeScript of all elements, made of their JSON Schema, so that it is written once. */
export function elementTypes({ $defs }: ElementsSchema): string {
  const { element: _element, attribute = {}, value = {}, ...others } = $defs;
  const elements = Object.entries(others).filter(isElement);
  const keys = Object.fromEntries(
    Object.entries(others)
      .filter((one) => !isElement(one))
      .map(([name, schema]) => [`#${name}`, schema]),
  );
  const own = ({ properties = {}, required = [] }: Schema) => ({
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !(key in keys))),
    required,
  });
  return [
    HEAD,
    `${comment(attribute.description)}export type AttributeValue = ${typeOf(attribute)};\n`,
    `${comment(value.description)}export type ComponentValue = ${typeOf(value)};\n`,
    'export type Children = { readonly [name: string]: Element };\n',
    `/** The keys of every element. */\nexport interface ElementKeys ${objectOf({ properties: keys })}\n`,
    ...elements.map(
      ([name, schema]) =>
        `${comment(schema.description)}export interface ${interfaceOf(name)} extends ElementKeys ${objectOf(own(schema))}\n`,
    ),
    `/** A node of the render tree, of which every page is made before it is HTML. */\nexport type Element =\n${elements.map(([name]) => `  | ${interfaceOf(name)}`).join('\n')};\n`,
    "export type ElementType = Element['#type'];\n",
  ].join('\n');
}

/** An element of the type `form` is not what forms are made of. */
function interfaceOf(name: string): string {
  return name === 'form' ? 'FormTreeElement' : `${capitalised(name)}Element`;
}

function isElement([, schema]: [string, Schema]): boolean {
  return schema.properties?.['#type'] !== undefined;
}
