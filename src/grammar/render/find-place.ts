import { isObject, OperationRefused } from '#base';
import { isElementType, schemaOf } from './check-element.ts';
import type { SchemaNode } from './check/compile-check.ts';
import { REFERENCES } from './elements/kinds.ts';

/** Where something stands in a tree of elements. */
export interface Place {
  /** What may stand there. */
  readonly node: SchemaNode;
  /** What stands there; undefined: nothing. */
  readonly value: unknown;
  /** Whether what it stands in is nothing without it. */
  readonly isRequired: boolean;
  /** How many elements it stands in. */
  readonly depth: number;
  /** How many of the keys lead to it. What follows leads into a value that is checked as one. */
  readonly length: number;
}

/** The place to which `keys` lead from `tree`. Throws `OperationRefused` where there is none. */
export function findPlace(tree: unknown, keys: readonly string[]): Place {
  let place: Place = {
    node: { $ref: REFERENCES.element },
    value: tree,
    isRequired: true,
    depth: 0,
    length: 0,
  };
  for (const key of keys) {
    const inner = placeIn(place, key);
    if (inner === undefined) return place;
    place = inner;
  }
  return place;
}

function placeIn(place: Place, key: string): Place | undefined {
  const { value, depth } = place;
  const isElement = place.node.$ref === REFERENCES.element;
  const node = isElement ? elementNode(value, key) : place.node;
  const inner = node.properties ? knownNode(node.properties, key) : (namedNode(node) ?? node.items);
  if (inner === undefined) return undefined;
  if (value === undefined) throw new OperationRefused(`there is nothing that could hold “${key}”`);
  return {
    node: inner,
    value: typeof value === 'object' && value !== null ? own(value, key) : undefined,
    isRequired: node.required?.includes(key) === true,
    depth: depth + (isElement ? 1 : 0),
    length: place.length + 1,
  };
}

function elementNode(value: unknown, key: string): SchemaNode {
  if (key === '#type') {
    throw new OperationRefused('an element stays of its type; put another one in its place');
  }
  const type = isObject(value) ? value['#type'] : undefined;
  if (!isElementType(type)) throw new OperationRefused(`there is nothing to hold “${key}”`);
  return schemaOf(type);
}

function knownNode(properties: NonNullable<SchemaNode['properties']>, key: string): SchemaNode {
  const node = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (node !== undefined) return node;
  const keys = Object.keys(properties).join(', ');
  throw new OperationRefused(`there is no key “${key}” here; there are ${keys}`);
}

/** What stands under names of one's own. */
function namedNode({ additionalProperties: named }: SchemaNode): SchemaNode | undefined {
  return isObject(named) ? named : undefined;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
