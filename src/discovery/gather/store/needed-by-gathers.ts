import { isObject } from '#base';

/**
 * What a definition names that has to be there for it to list anything: item types, and terms as far as
 * they are named by their ids; as keys of records of stages, `item_type:event`.
 */
export function neededBy(definition: unknown): readonly string[] {
  const needed = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part === 'string' && UUID.test(part)) needed.add(`term:${part.toLowerCase()}`);
    else if (Array.isArray(part)) part.forEach(visit);
    else if (isObject(part)) {
      if (part['column'] === 'type')
        for (const type of textsOf(part['value'])) needed.add(`item_type:${type}`);
      Object.values(part).forEach(visit);
    }
  };
  visit(definition);
  return [...needed];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}
