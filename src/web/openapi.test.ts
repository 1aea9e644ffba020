import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject } from '#base';
import { openTestKernel } from '../../test/support/kernel.ts';

type Document = {
  readonly paths: Record<string, Record<string, { operationId: string; parameters?: unknown[] }>>;
};

/** Every `$ref` in `value`. */
function refs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refs);
  if (!isObject(value)) return [];
  const { $ref } = value;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(refs)];
}

function resolve(document: unknown, ref: string): unknown {
  let at = document;
  for (const step of ref.replace(/^#\//, '').split('/')) at = isObject(at) ? at[step] : undefined;
  return at;
}

test('the documentation is whole, and shows a new type with its fields at once', async () => {
  await using kernel = await openTestKernel();
  const api = await kernel.api({ isAdmin: true });
  const read = async (): Promise<Document> => {
    const answer = await kernel.app.inject('/api/v1/openapi.json');
    assert.equal(answer.statusCode, 200);
    return answer.json();
  };
  assert.equal((await read()).paths['/items/recipe'], undefined);
  await api('POST', '/item-types', { type: 'recipe', name: 'Recipe' });
  const made = await api('POST', '/item-types/recipe/fields', {
    name: 'servings',
    field_type: 'integer',
    label: 'Servings',
  });
  assert.equal(made.status, 201, JSON.stringify(made.json));

  const document = await read();
  assert.match(JSON.stringify(document.paths['/items/recipe']), /servings/);
  for (const ref of refs(document)) assert.ok(isObject(resolve(document, ref)), ref);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
    'operation ids are unique',
  );
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { parameters = [] } of Object.values(methods)) {
      const names = parameters.flatMap((one) =>
        isObject(one) && one['in'] === 'path' ? [one['name']] : [],
      );
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(new Set(names), new Set(inPath), path);
      assert.equal(names.length, inPath.length, path);
    }
  }
});

test('every route of the API is in the documentation', async () => {
  await using kernel = await openTestKernel();
  const api = await kernel.api({ isAdmin: true });
  await api('POST', '/item-types', { type: 'recipe', name: 'Recipe' });
  const { paths } = (await kernel.app.inject('/api/v1/openapi.json')).json<Document>();
  const { mountedEndpoints } = await kernel.web();
  for (const { method, path } of mountedEndpoints) {
    const shown = paths[path] ?? paths[path.replace('{type}', 'recipe')];
    assert.ok(shown?.[method.toLowerCase()], `${method} ${path}`);
  }
});
