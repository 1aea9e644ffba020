import { isObject, pointer, type Problem } from '#base';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { RecipeInvalid, RecipeNotFound } from './recipe-errors.ts';
import type { Recipe, RecipeItem, RecipeType } from './recipe.ts';

/** Those that come with the program. */
const OWN = fileURLToPath(new URL('../../recipes/', import.meta.url));

/** The recipe in the folder `name`, or the one of that name that comes with the program. */
export async function readRecipe(name: string, folder: string): Promise<Recipe> {
  const candidates = [
    resolve(folder, name),
    ...(/^[a-z][\w-]*$/.test(name) ? [join(OWN, name)] : []),
  ];
  for (const candidate of candidates) {
    const file = join(candidate, 'recipe.yml');
    if ((await stat(file).catch(() => undefined))?.isFile()) {
      return parseRecipe(await readFile(file, 'utf8'), candidate);
    }
  }
  throw new RecipeNotFound(name);
}

const KEYS = [
  'name',
  'description',
  'variables',
  'vocabularies',
  'types',
  'roles',
  'gathers',
  'items',
];
const TYPE_KEYS = ['name', 'description', 'has_title', 'title_label', 'settings'];

/** Checks the shape; what the parts mean is checked by those who make them. */
function parseRecipe(text: string, folder: string): Recipe {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) {
    throw new RecipeInvalid([{ pointer: '', code: 'yaml', message: broken.message.trim() }]);
  }
  const problems: Problem[] = [];
  const problem = (at: string, message: string) => {
    problems.push({ pointer: at, code: 'shape', message });
  };
  const object = (value: unknown, at: string): Record<string, unknown> => {
    if (isObject(value)) return value;
    if (value !== undefined && value !== null) problem(at, 'This should be names with values.');
    return {};
  };
  const line = (value: unknown, at: string, fallback?: string): string => {
    if (typeof value === 'string') return value;
    if (value === undefined && fallback !== undefined) return fallback;
    problem(at, 'This should be text.');
    return '';
  };
  const lines = (value: unknown, at: string): readonly string[] => {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    problem(at, 'This should be a list of texts.');
    return [];
  };

  const given = object(document.toJS(), '');
  for (const key of Object.keys(given).filter((key) => !KEYS.includes(key)))
    problem(pointer(key), `This is not known; known are ${KEYS.join(', ')}.`);

  const types = Object.entries(object(given['types'], '/types')).map(([type, said]): RecipeType => {
    const at = pointer('types', type);
    const { fields, ...input } = object(said, at);
    for (const key of Object.keys(input).filter((key) => !TYPE_KEYS.includes(key)))
      problem(at + pointer(key), `This is not known; known are ${TYPE_KEYS.join(', ')}, fields.`);
    return {
      type,
      input,
      fields: Object.entries(object(fields, `${at}/fields`)).map(([name, field]) => {
        const { type: fieldType, ...rest } = object(field, `${at}/fields${pointer(name)}`);
        return { name, input: { field_type: fieldType, ...rest } };
      }),
    };
  });

  const items: readonly unknown[] = Array.isArray(given['items']) ? given['items'] : [];
  const recipe: Recipe = {
    folder,
    name: line(given['name'], '/name'),
    description: line(given['description'], '/description', ''),
    variables: new Map(
      Object.entries(object(given['variables'], '/variables')).map(([name, value]) => [
        name,
        line(value, pointer('variables', name)),
      ]),
    ),
    vocabularies: Object.entries(object(given['vocabularies'], '/vocabularies')).map(
      ([name, said]) => {
        const at = pointer('vocabularies', name);
        const { label, description } = object(said, at);
        return {
          name,
          label: line(label, `${at}/label`),
          description: line(description, `${at}/description`, ''),
        };
      },
    ),
    types,
    roles: Object.entries(object(given['roles'], '/roles')).map(([name, said]) => {
      const at = pointer('roles', name);
      const { label, permissions } = object(said, at);
      return {
        name,
        label: line(label, `${at}/label`, name),
        permissions: lines(permissions, `${at}/permissions`),
      };
    }),
    gathers: new Map(
      Object.entries(object(given['gathers'], '/gathers')).map(([name, said]) => [
        name,
        object(said, pointer('gathers', name)),
      ]),
    ),
    items: items.map((said, index): RecipeItem => {
      const at = pointer('items', index);
      const { key, type, title, promote, fields } = object(said, at);
      return {
        key: line(key, `${at}/key`),
        type: line(type, `${at}/type`),
        title: line(title, `${at}/title`),
        promote: promote === true,
        fields: object(fields, `${at}/fields`),
      };
    }),
  };
  if (problems.length > 0) throw new RecipeInvalid(problems);
  return recipe;
}
