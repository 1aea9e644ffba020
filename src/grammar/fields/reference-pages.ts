import { NotFound } from '#base';
import type { PageRoute } from '#grammar/routes';
import type { ReferenceType } from './field-type.ts';
import { REFERENCE_PATH, bundlesFromPath } from './reference-source.ts';
import type { ReferenceTargets } from './references.ts';

const TYPES: readonly ReferenceType[] = ['item', 'term', 'user', 'file'];
const MOST = 10;

/** What autocomplete boxes ask while somebody types. Answers only what the actor may see. */
export function createReferencePages(targets: ReferenceTargets): readonly PageRoute[] {
  return [
    {
      methods: ['GET'],
      path: REFERENCE_PATH,
      // Who is not signed in fills in no form with references; the names of users are not for all.
      signedIn: true,
      async handle({ ctx, params, query }) {
        const type = TYPES.find((one) => one === params['type']);
        if (!type) throw new NotFound('field.unknown_target', 'Nothing of that kind can be found.');
        const wanted = (query.get('q') ?? '').trim().slice(0, 200);
        const clean = wanted.toWellFormed().replaceAll('\0', '');
        const bundles = bundlesFromPath(params['kinds'] ?? '');
        const found = clean === '' ? [] : await targets.get(type).search(ctx, clean, bundles, MOST);
        return {
          kind: 'download',
          mime: 'application/json',
          inline: true,
          body: JSON.stringify(found),
        };
      },
    },
  ];
}
