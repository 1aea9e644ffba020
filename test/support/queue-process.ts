import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openDatabase } from '#platform/database';
import { createQueues, defineQueue } from '#platform/queue';
import { silentLog } from '#platform/telemetry';
import { Type } from 'typebox';

// Works on jobs until it is killed or told to end, and writes down what it does, so that a test can
// see what becomes of a job whose server is gone. Adds the jobs that its last argument counts.
const [data = '', databaseUrl = '', journal = '', count = ''] = process.argv.slice(2);

const database = await openDatabase({ data, databaseUrl: databaseUrl || undefined });
await migrate(database);
const queues = createQueues({ database, log: silentLog, lease: 5, poll: 100 });
const letters = defineQueue({
  name: 'letters',
  label: 'Send letters',
  payload: Type.Object({ to: Type.Integer() }),
  concurrency: 3,
  attempts: 50,
});
const write = (what: string, to: number) =>
  appendFileSync(journal, `${what} ${to} ${process.pid}\n`);
queues.register(letters, async ({ payload: { to } }) => {
  write('begun', to);
  process.send?.('begun');
  await sleep(20);
  write('done', to);
});
for (let to = 0; to < Number(count); to++) {
  await queues.add(database.queries, { queue: letters, payload: { to } });
}

const working = queues.work({ slots: 2 });
const looking = setInterval(() => void tellWhenIdle().catch(() => undefined), 100);
async function tellWhenIdle(): Promise<void> {
  const [queue] = await queues.list();
  if (queue?.jobs.waiting === 0 && queue.jobs.running === 0) process.send?.('idle');
}
const end = async (): Promise<void> => {
  clearInterval(looking);
  await working[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  process.exit();
};
process.on('message', () => void end());
process.on('disconnect', () => process.exit());
