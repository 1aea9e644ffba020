import type { FastifyInstance } from 'fastify';

/** Something that the site cannot do without. */
export interface HealthCheck {
  /** `database`, `migrations`. */
  readonly name: string;
  /** Throws when it is down. */
  check(): Promise<void>;
}

/** A check that takes longer counts as down: a probe must answer before its own deadline. */
const PATIENCE = 2_000;

/** `/health/live`: the process answers. `/health/ready`: what it depends on answers too. */
export function mountHealth(app: FastifyInstance, checks: readonly HealthCheck[]): void {
  app.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(checks.map(isUp));
    const down = checks.filter((_check, i) => !results[i]).map(({ name }) => name);
    reply.header('cache-control', 'no-store').code(down.length === 0 ? 200 : 503);
    return { status: down.length === 0 ? 'ok' : 'down', down };
  });
}

async function isUp({ check }: HealthCheck): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, PATIENCE, false);
  try {
    return await Promise.race([check().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
