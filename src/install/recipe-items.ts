import { isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Files } from '#records/files';
import type { Items } from '#records/items';
import { type Evaluated, type PreparedItem, TermWish } from '#records/transfer';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve, sep } from 'node:path';
import { RecipeInvalid } from './recipe-errors.ts';
import type { Recipe, RecipeItem } from './recipe.ts';

const MAX_FILE = 50_000_000;

/**
 * A sample item. In its fields `{ vocabulary, name }` is a term, made if it is missing, and
 * `file: images/x.png` a file of the recipe.
 */
export function prepareItem(
  deps: { readonly items: Items; readonly files: Files },
  ctx: RequestContext,
  recipe: Recipe,
  item: RecipeItem,
): PreparedItem {
  const { key, type, title, promote } = item;
  return {
    key,
    type,
    title,
    promote,
    status: true,
    fingerprint: JSON.stringify(item),
    async fields() {
      const fields: Record<string, Evaluated> = {};
      for (const [name, value] of Object.entries(item.fields)) {
        fields[name] = await toInput(deps, ctx, recipe, item, name, value);
      }
      return fields;
    },
  };
}

async function toInput(
  deps: { readonly items: Items; readonly files: Files },
  ctx: RequestContext,
  recipe: Recipe,
  item: RecipeItem,
  name: string,
  value: unknown,
): Promise<Evaluated> {
  if (Array.isArray(value)) {
    const parts: Evaluated[] = [];
    for (const part of value) parts.push(await toInput(deps, ctx, recipe, item, name, part));
    return parts;
  }
  if (isObject(value)) {
    const { vocabulary, name: term, file, ...rest } = value;
    if (typeof vocabulary === 'string' && typeof term === 'string')
      return new TermWish({ vocabulary, name: term, create: true });
    if (typeof file === 'string') {
      const id = await uploadFile(deps.files, ctx, recipe, file);
      return { file_id: id, ...(rest as Record<string, Evaluated>) };
    }
    // YAML says nothing that JSON could not.
    return value as Record<string, Evaluated>;
  }
  const field = deps.items.findType(ctx, item.type)?.fields.find((each) => each.name === name);
  if (!field) return value as Evaluated;
  const { fromText } = deps.items.fieldTypes.get(field.fieldType);
  return fromText(String(value), field.settings) as Evaluated;
}

async function uploadFile(
  files: Files,
  ctx: RequestContext,
  recipe: Recipe,
  file: string,
): Promise<string> {
  const source = resolve(recipe.folder, file);
  const inside = source.startsWith(resolve(recipe.folder) + sep);
  const found = inside ? await stat(source).catch(() => undefined) : undefined;
  if (!found?.isFile()) {
    const message = `There is no file “${file}” in the folder of the recipe.`;
    throw new RecipeInvalid([{ pointer: '/items', code: 'file_missing', message }]);
  }
  // An upload is moved away; the recipe keeps its own.
  const folder = await mkdtemp(join(tmpdir(), 'trovato-recipe-'));
  try {
    const path = join(folder, 'file');
    await copyFile(source, path);
    const extension = extname(source).slice(1).toLowerCase();
    return await files.takeUpload(
      ctx,
      { filename: basename(source), mime: '', size: found.size, path },
      { extensions: [extension], maxSize: MAX_FILE },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
