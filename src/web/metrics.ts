import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. */
export interface Metrics {
  /** Notes an answer; called for every one of them. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(statements: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'trovato_http_duration_seconds',
    help: 'Time from request to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  registry.registerMetric(
    new Counter({
      name: 'trovato_sql_statements_total',
      help: 'Statements sent to the database since it was opened.',
      registers: [],
      collect() {
        this.reset();
        this.inc(statements());
      },
    }),
  );
  // Looking labels up costs prom-client ten times what observing does.
  const series = new Map<string, ReturnType<typeof durations.labels>>();
  return {
    observe(request, reply) {
      const route = request.routeOptions.url ?? 'none';
      const key = `${request.method} ${reply.statusCode} ${route}`;
      let one = series.get(key);
      if (one === undefined) {
        one = durations.labels(request.method, route, String(reply.statusCode));
        series.set(key, one);
      }
      one.observe(reply.elapsedTime / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
