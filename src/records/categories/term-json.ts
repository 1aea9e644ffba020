import { Type } from 'typebox';
import { type Term, termUrl } from './category.ts';

/** A term as REST answers it. */
export const termSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  vocabulary: Type.String(),
  name: Type.String(),
  description: Type.String(),
  synonyms: Type.Array(Type.String(), { description: 'Its other names.' }),
  parents: Type.Array(Type.String({ format: 'uuid' }), {
    description: 'Ids of the terms that it stands under; none: it stands on top.',
  }),
  weight: Type.Integer(),
  count: Type.Integer({
    description: 'How many published items that you may see there are under it or below it.',
  }),
  url: Type.String(),
});

/** One term, with what stands right under it. */
export const termWithChildrenSchema = Type.Object({
  ...termSchema.properties,
  children: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })),
});

const properties = {
  name: Type.String(),
  description: Type.String(),
  parents: Type.Array(Type.String(), { description: 'Ids of terms of the same vocabulary.' }),
  synonyms: Type.Array(Type.String()),
};

/** What a new term may say. */
export const newTermSchema = Type.Object(
  { ...Type.Partial(Type.Object(properties)).properties, name: properties.name },
  { additionalProperties: false },
);

/** What a change may say; what is missing stays as it is. */
export const termChangeSchema = Type.Partial(Type.Object(properties), {
  additionalProperties: false,
});

/** The term as `termSchema` says. */
export function termJson(term: Term, count: number, baseUrl: string) {
  return {
    id: term.id,
    vocabulary: term.vocabulary.name,
    name: term.name,
    description: term.description,
    synonyms: term.synonyms,
    parents: term.parents,
    weight: term.weight,
    count,
    url: baseUrl + termUrl(term.id),
  };
}
