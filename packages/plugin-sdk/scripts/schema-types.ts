/** What of JSON Schema the kernel's schemas of elements use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
  readonly default?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

/** The TypeScript of a schema; what it points to is called as `NAMES` says. */
export function typeOf(schema: Schema, indent = ''): string {
  const { $ref, type, items, patternProperties } = schema;
  const others = Object.values(patternProperties ?? {})[0] ?? schema.additionalProperties;
  if ($ref !== undefined) return NAMES[$ref] ?? unknownPart($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, indent)).join(' | ');
  if (items) return `readonly ${inBrackets(typeOf(items, indent))}[]`;
  if (schema.properties) return objectOf(schema, indent);
  if (typeof others === 'object') return `{ readonly [name: string]: ${typeOf(others, indent)} }`;
  return (typeof type === 'string' ? [type] : (type ?? [])).map(plainType).join(' | ');
}

const NAMES: Readonly<Record<string, string>> = {
  '#/$defs/element': 'Element',
  '#/$defs/attribute': 'AttributeValue',
  '#/$defs/value': 'ComponentValue',
  form_elements: 'FormElements',
};

function inBrackets(type: string): string {
  return /^\w+$/.test(type) || type.startsWith('{') ? type : `(${type})`;
}

function plainType(type: string): string {
  if (type === 'integer') return 'number';
  return ['string', 'number', 'boolean'].includes(type) ? type : unknownPart(type);
}

function unknownPart(what: string): never {
  throw new Error(`No TypeScript is known for “${what}” of a schema of elements.`);
}

/** The body of an interface. */
export function objectOf({ properties = {}, required = [] }: Schema, indent = ''): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([key, schema]) => {
    const name = /^\w+$/.test(key) ? key : `'${key}'`;
    const sign = required.includes(key) ? '' : '?';
    return `${comment(said(schema), inner)}${inner}readonly ${name}${sign}: ${typeOf(schema, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function said({ description, default: fallback }: Schema): string | undefined {
  if (description === undefined || fallback === undefined) return description;
  return `${description} Default: ${JSON.stringify(fallback)}.`;
}

export function comment(text: string | undefined, indent = ''): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;
}

/** `empty_state` as `EmptyState`. */
export function capitalised(name: string): string {
  return name.replaceAll(/(?:^|_)(.)/g, (_all, letter: string) => letter.toUpperCase());
}
