import type { FormValues } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { openTestForms } from '../support/forms.ts';
import { anonymous, testActor } from '../support/web.ts';
import { openDrawnWeb } from './drawn-web.ts';
import { people, tripForm } from './trip-form.ts';

/** A site for somebody who is signed in, where sessions end, time passes and saving is slow. */
export async function openTripSite() {
  const submitted: FormValues[] = [];
  const ada = testActor();
  let now = new Date();
  let session = 'first';
  let slow = 0;
  const forms = await openTestForms({
    clock: { now: () => now },
    takeUpload: async (_ctx, upload) => `id of ${upload.filename}`,
  });
  const formPage = (path: string, inSteps: boolean): PageRoute => {
    const definition = tripForm(inSteps, submitted, () => slow);
    const view = { title: 'A trip', theme: 'admin', layout: 'narrow' } as const;
    return {
      methods: ['GET', 'POST'],
      path,
      signedIn: true,
      handle: (request) => forms.page(definition, undefined, request, view),
    };
  };
  const pages: PageRoute[] = [
    formPage('/trip', false),
    formPage('/steps', true),
    {
      methods: ['GET'],
      path: '/done',
      handle: async () => ({
        kind: 'page',
        title: 'Done',
        theme: 'admin',
        body: paragraph('All trips.'),
      }),
    },
    {
      methods: ['GET'],
      path: '/people',
      handle: async ({ query }) => {
        const typed = (query.get('q') ?? '').toLowerCase();
        const found = people.filter((one) => one.label.toLowerCase().includes(typed));
        return { kind: 'download', mime: 'application/json', body: JSON.stringify(found) };
      },
    },
  ];
  const web = await openDrawnWeb(pages, {
    authenticate: {
      session: async (token) => (token === session ? { actor: ada } : undefined),
      token: async () => undefined,
      anonymous: () => anonymous,
    },
  });
  return {
    url: web.url,
    cut: web.cut,
    submitted,
    /** All sessions end; answers the cookie of the one that begins then. */
    newSession: () => (session = `session ${Math.random()}`.replace(/\W/g, '')),
    session: () => session,
    later: (hours: number) => void (now = new Date(now.getTime() + hours * 3_600_000)),
    slowBy: (milliseconds: number) => void (slow = milliseconds),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await forms[Symbol.asyncDispose]();
    },
  };
}
