import { systemContext } from '#grammar/access';
import type { PageRoute } from '#grammar/routes';
import { isCronKey } from '../cron-key.ts';
import { WrongCronKey } from '../cron-errors.ts';
import type { CronScreenDeps } from './screen-deps.ts';

/** `POST /cron/{key}`: does what is due, for whoever knows the key; answers what came of it. */
export function cronAddress({ cron, secret }: Pick<CronScreenDeps, 'cron' | 'secret'>): PageRoute {
  return {
    methods: ['POST'],
    path: '/cron/{key}',
    async handle({ ctx, params }) {
      if (!isCronKey(secret, params['key'] ?? '')) throw new WrongCronKey();
      const tasks = await cron.runDue(systemContext({ log: ctx.log }));
      return {
        kind: 'download',
        mime: 'application/json',
        inline: true,
        // Why something failed is for the log and the screen.
        body: JSON.stringify({ tasks: tasks.map(({ name, outcome }) => ({ name, outcome })) }),
        headers: { 'cache-control': 'no-store' },
      };
    },
  };
}
