import { InvalidInput, newId, type TermId } from '#base';
import { systemContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { TermsChanged } from './category-errors.ts';
import { markOf } from './term-tree.ts';

async function openCategories() {
  const site = await openTestKernel();
  const { categories, system: admin } = site;
  await categories.createVocabulary(admin, 'place', { label: 'Places' });
  return {
    ...site,
    admin,
    add: (name: string, ...parents: readonly TermId[]) =>
      categories.createTerm(admin, 'place', { name, parents }),
    async outline() {
      const tree = await categories.listTree(systemContext(), 'place');
      return tree.map(
        ({ term, depth, again }) => `${'-'.repeat(depth)}${term.name}${again ? '*' : ''}`,
      );
    },
  };
}

const says = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof InvalidInput &&
  error.problems.some((problem) => problem.code === code && message.test(problem.message));

/** What the closure would have to be, found out step by step. */
async function expectedClosure(queries: Queries): Promise<readonly string[]> {
  const terms = await queries.selectFrom('category_term').select('id').execute();
  const edges = await queries.selectFrom('category_term_hierarchy').selectAll().execute();
  const above = (id: string, seen: ReadonlySet<string>): readonly string[] => {
    assert.ok(!seen.has(id), 'a term stands below itself');
    const parents = edges.filter(({ term_id: term }) => term === id);
    return [id, ...parents.flatMap(({ parent_id: up }) => above(up, new Set([...seen, id])))];
  };
  return [
    ...new Set(terms.flatMap(({ id }) => above(id, new Set()).map((up) => `${up} ${id}`))),
  ].sort();
}

async function closure(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.selectFrom('category_term_closure').selectAll().execute();
  return rows.map((row) => `${row.ancestor_id} ${row.term_id}`).sort();
}

test('a term stands under several others, and never below itself', async () => {
  await using site = await openCategories();
  const { categories, admin, add, outline } = site;
  const europe = await add('Europe');
  const union = await add('Union');
  const benelux = await add('Benelux', europe.id, union.id);
  const belgium = await add('Belgium', benelux.id);
  assert.deepEqual(await outline(), ['Europe', '-Benelux', '--Belgium', 'Union', '-Benelux*']);
  assert.deepEqual((await categories.getTerm(systemContext(), benelux.id)).parents, [
    europe.id,
    union.id,
  ]);

  const move = (id: TermId, ...parents: readonly unknown[]) =>
    categories.updateTerm(admin, id, { parents });
  await assert.rejects(move(europe.id, europe.id), says('circle', /“Europe” cannot stand under/));
  await assert.rejects(
    move(europe.id, belgium.id),
    says('circle', /“Belgium” stands below “Europe” itself/),
  );
  await assert.rejects(move(europe.id, newId()), says('term_missing', /no such term/));
  await assert.rejects(move(europe.id, 'x'), says('term_missing', /no such term/));
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  const art = await categories.createTerm(admin, 'topic', { name: 'Art' });
  await assert.rejects(move(europe.id, art.id), says('term_missing', /no such term/));

  await move(benelux.id, union.id);
  assert.deepEqual(await outline(), ['Europe', 'Union', '-Benelux', '--Belgium']);
  assert.deepEqual(
    (await categories.listAncestors(systemContext(), belgium.id)).map(({ name }) => name),
    ['Benelux', 'Union'],
  );
});

test('what stood under a deleted term moves up', async () => {
  await using site = await openCategories();
  const { categories, admin, add, outline, database } = site;
  const europe = await add('Europe');
  const union = await add('Union');
  const benelux = await add('Benelux', europe.id);
  await add('Belgium', benelux.id);
  await add('Antwerp', benelux.id, union.id);
  await categories.deleteTerm(admin, benelux.id);
  assert.deepEqual(await outline(), ['Europe', '-Belgium', 'Union', '-Antwerp']);
  assert.deepEqual(await closure(database.queries), await expectedClosure(database.queries));
});

test('terms are put under and after one another all at once', async () => {
  await using site = await openCategories();
  const { categories, admin, add, outline, database } = site;
  const [a, b, c, d] = [await add('A'), await add('B'), await add('C'), await add('D')];
  const arrange = async (...lines: readonly (readonly [{ readonly id: TermId }, number])[]) =>
    categories.arrangeTerms(
      admin,
      'place',
      lines.map(([{ id }, depth]) => ({ id, depth })),
      markOf(await categories.listTree(systemContext(), 'place')),
    );
  await arrange([d, 0], [b, 1], [a, 2], [c, 0], [a, 1]);
  assert.deepEqual(await outline(), ['D', '-B', '--A', 'C', '-A*']);
  assert.deepEqual(await closure(database.queries), await expectedClosure(database.queries));
  await assert.rejects(arrange([a, 0], [b, 1], [a, 2], [c, 0], [d, 0]), {
    code: 'term.circle',
    message: /“A” would stand below itself/,
  });
  // Deeper than one below what stands above is one below it.
  await arrange([d, 3], [b, 7], [a, 0], [c, 0]);
  assert.deepEqual(await outline(), ['D', '-B', 'A', 'C']);

  const seen = markOf(await categories.listTree(systemContext(), 'place'));
  await categories.updateTerm(admin, c.id, { parents: [a.id] });
  const lines = [a, b, c, d].map(({ id }) => ({ id, depth: 0 }));
  await assert.rejects(categories.arrangeTerms(admin, 'place', lines, seen), TermsChanged);
});

test('other names belong to one term, and are found like its own', async () => {
  await using site = await openCategories();
  const { categories, admin, add } = site;
  const dutch = await add('Netherlands');
  const belgium = await add('Belgium');
  const name = (id: TermId, ...synonyms: readonly unknown[]) =>
    categories.updateTerm(admin, id, { synonyms });
  const named = await name(dutch.id, ' Low   Countries ', 'Holland', 'HOLLAND', 'netherlands');
  assert.deepEqual(named.synonyms, ['HOLLAND', 'Low Countries']);
  await assert.rejects(
    name(belgium.id, 'Flanders', 'holland'),
    says('taken', /“holland” is another name of “Netherlands” already/),
  );
  await assert.rejects(name(belgium.id, 'NETHERLANDS'), says('taken', /has a term “NETHERLANDS”/));
  await assert.rejects(add('low countries'), says('taken', /another name of “Netherlands”/));
  await assert.rejects(name(belgium.id, ''), says('required', /required/));
  await assert.rejects(name(belgium.id, 1), says('type', /text/));

  const found = await categories.findOrCreateTerm(admin, 'place', ' low  countries', {
    create: true,
  });
  assert.equal(found?.id, dutch.id);
  const typed = await categories.reference.search(admin, 'holl', ['place'], 5);
  assert.deepEqual(typed, [{ value: dutch.id, label: 'Netherlands', also: 'HOLLAND' }]);
  const listed = await categories.listTerms(systemContext(), 'place', { search: 'holl', limit: 5 });
  assert.deepEqual(
    listed.terms.map((term) => term.name),
    ['Netherlands'],
  );
  // The name that it had can be another name of it, and the other way round.
  const renamed = await categories.updateTerm(admin, dutch.id, {
    name: 'Holland',
    synonyms: ['Netherlands'],
  });
  assert.deepEqual([renamed.name, renamed.synonyms], ['Holland', ['Netherlands']]);
});

const COUNT = 6;
const ALL = Array.from({ length: COUNT }, (_, index) => index);
type Step =
  | { readonly kind: 'parents'; readonly of: number; readonly to: readonly number[] }
  | { readonly kind: 'arrange'; readonly lines: readonly (readonly [number, number])[] }
  | { readonly kind: 'delete'; readonly of: number };

const which = fc.nat(COUNT - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('parents' as const),
      of: which,
      to: fc.uniqueArray(which, { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('arrange' as const),
      // Each of them, and some of them again.
      lines: fc
        .tuple(fc.shuffledSubarray(ALL, { minLength: COUNT }), fc.array(which, { maxLength: 3 }))
        .chain(([all, again]) =>
          fc.tuple(...[...all, ...again].map((one) => fc.tuple(fc.constant(one), fc.nat(3)))),
        ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), of: which }) },
);

test('however many move terms at once, none comes to stand below itself, and all is known', async () => {
  await using site = await openCategories();
  const { categories, admin, database } = site;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, step), { maxLength: 6 }), async (rounds) => {
      const vocabulary = `v${newId().replaceAll('-', '').slice(-20)}`;
      await categories.createVocabulary(admin, vocabulary, { label: 'V' });
      const ids: TermId[] = [];
      for (let i = 0; i < COUNT; i += 1)
        ids.push((await categories.createTerm(admin, vocabulary, { name: `T${i}` })).id);
      const at = (index: number) => ids[index] ?? newId<'term'>();
      const perform = async (one: Step): Promise<unknown> => {
        switch (one.kind) {
          case 'parents':
            return categories.updateTerm(admin, at(one.of), { parents: one.to.map(at) });
          case 'arrange': {
            const seen = markOf(await categories.listTree(systemContext(), vocabulary));
            const lines = one.lines.map(([index, depth]) => ({ id: at(index), depth }));
            return categories.arrangeTerms(admin, vocabulary, lines, seen);
          }
          case 'delete':
            return categories.deleteTerm(admin, at(one.of));
        }
      };
      for (const both of rounds) {
        // On a server, two connections; what is refused is refused by our own word.
        for (const outcome of await Promise.allSettled(both.map(perform)))
          if (outcome.status === 'rejected')
            assert.match(
              String(Reflect.get(Object(outcome.reason), 'code')),
              /^(term|vocabulary)\./,
            );
        assert.deepEqual(await closure(database.queries), await expectedClosure(database.queries));
      }
      await categories.deleteVocabulary(admin, vocabulary);
    }),
    { numRuns: 25 },
  );
});
