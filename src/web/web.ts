import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import type { Clock, Settings, Unavailable } from '#base';
import type { Endpoint, EndpointSource, PageRoute } from '#grammar/routes';
import type { Element } from '#grammar/render';
import type { Pages } from '#grammar/theme';
import type { RequestContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { adminHome } from './admin-home.ts';
import { mountEndpoints } from './api-routes.ts';
import { mountAssets, type SiteAssets } from './asset-routes.ts';
import { createCookies } from './cookies.ts';
import { createErrorAnswers } from './error-answers.ts';
import { createFlashMessages } from './flash-messages.ts';
import type { SiteInformation } from '#records/site';
import { createFrames, pathOf } from './frames.ts';
import { formKey } from './form-key.ts';
import { type HealthCheck, mountHealth } from './health-routes.ts';
import { loggedPath } from './logged-path.ts';
import { createMetrics } from './metrics.ts';
import { mountMetrics } from './metrics-route.ts';
import { createNavigation } from './navigation.ts';
import { openApiEndpoint } from './openapi-endpoint.ts';
import { createPageAnswers } from './page-answers.ts';
import { mountPages } from './page-routes.ts';
import { createReferences } from './reference.ts';
import { refuseRequest } from './request-guards.ts';
import { securityHeaders } from './security-headers.ts';
import { type Authenticate, visitorBySession } from './visitors.ts';
import { NothingAtPath, NotInstalled } from './web-errors.ts';
import { mountWellKnown } from './well-known-routes.ts';

export interface WebDependencies {
  readonly settings: Pick<Settings, 'secret' | 'baseUrl'>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly assets: SiteAssets;
  /** Draws what the pages answer. */
  readonly drawing: Pages;
  readonly site: () => SiteInformation;
  readonly authenticate: Authenticate;
  readonly pages: readonly PageRoute[];
  /** What was worked on last, for the first page of the administration. */
  readonly recent: (ctx: RequestContext) => Promise<Element | undefined>;
  readonly endpoints: readonly EndpointSource[];
  /** What `/health/ready` asks. */
  readonly checks: readonly HealthCheck[];
  /** Why the site cannot answer anything yet: the database is not there. */
  readonly gate: () => Unavailable | undefined;
  /** Where a visitor of `path` is sent instead: nothing is installed yet. */
  readonly elsewhere?: (path: string) => string | undefined;
  /** Statements sent to the database so far, for the metrics. */
  readonly statements: () => number;
}

/** Whether the answer comes from more than this process. */
function needsSite({ url }: FastifyRequest): boolean {
  return !url.startsWith('/health/') && !url.startsWith('/assets/');
}

/** The HTTP side of the program. */
export interface Web {
  readonly app: FastifyInstance;
  /** The REST operations that are mounted, for the test of their documentation. */
  readonly mountedEndpoints: readonly Endpoint[];
}

/** An answer that took longer is written to the log. */
const SLOW = 1_000;

export async function createWeb(dependencies: WebDependencies): Promise<Web> {
  const { settings, log, clock, assets, drawing, site, authenticate } = dependencies;
  const openApi = openApiEndpoint(dependencies.endpoints, () => site().name);
  const endpoints = [...dependencies.endpoints, openApi];
  const { baseUrl, secret } = settings;
  const cookies = createCookies(baseUrl);
  const navigation = createNavigation(dependencies.pages);
  const pages = [...dependencies.pages, adminHome(navigation, dependencies.recent)];
  const frames = createFrames({
    site,
    navigation,
    clock,
    baseUrl,
    isSetUp: () => dependencies.elsewhere?.('/') === undefined,
  });
  const answerError = createErrorAnswers({ log, drawing, frames });
  const metrics = createMetrics(dependencies.statements);
  const headers = securityHeaders({ tls: baseUrl?.startsWith('https:') ?? false });
  const answerHeaders = ({ id }: { id: string }) => ({ ...headers, 'x-request-id': id });

  const app = fastify({
    logger: false,
    genReqId: createReferences(),
    // A proxy on the same machine may say whom it speaks for; nobody else may.
    trustProxy: 'loopback',
    // A file's name of 120 letters, each of up to nine characters in an address.
    routerOptions: { maxParamLength: 1_200 },
    // Uploads over a slow line take their time.
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    // No hook runs for a path that cannot even be read.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers(answerHeaders(request))),
  });
  app.decorateRequest('visitor', undefined);
  app.decorateRequest('sentFields', undefined);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request.url);
    if (path.length > 1 && path.endsWith('/') && !path.includes('//')) {
      return reply.redirect(path.slice(0, -1) + request.url.slice(path.length), 308);
    }
    await visitorBySession(request, reply, authenticate, log).catch(() => undefined);
    throw new NothingAtPath();
  });
  // Bodies are read where something is mounted that takes them, and nowhere else.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));

  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(answerHeaders(request));
    const refused =
      refuseRequest(request) ?? (needsSite(request) ? dependencies.gate() : undefined);
    const path = pathOf(request.url);
    const elsewhere = needsSite(request) ? dependencies.elsewhere?.(path) : undefined;
    if (refused || elsewhere === undefined) done(refused);
    else if (path.startsWith('/api/')) done(new NotInstalled());
    else void reply.redirect(elsewhere, 303);
  });
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request, reply);
    if (reply.elapsedTime > SLOW) {
      const { method, id: reference } = request;
      const fields = { reference, method, path: loggedPath(request) };
      log.warn({ ...fields, milliseconds: Math.round(reply.elapsedTime) }, 'A slow answer');
    }
    done();
  });
  await app.register(fastifyCookie);
  mountHealth(app, dependencies.checks);
  mountMetrics(app, metrics, authenticate);
  mountAssets(app, assets);
  mountWellKnown(app, assets);

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(fastifyMultipart);
    await scope.register(async (inner) => {
      const answer = createPageAnswers({
        drawing,
        frames,
        cookies,
        flash: createFlashMessages(secret),
        clock,
      });
      mountPages(inner, pages, {
        baseUrl,
        identify: (request, reply) => visitorBySession(request, reply, authenticate, log),
        formKey: (request, reply, { sessionToken }) =>
          formKey(request, reply, { cookies, secret, sessionToken }),
        answer,
      });
    });
    await scope.register(
      async (inner) => mountEndpoints(inner, endpoints, { baseUrl, authenticate, log }),
      { prefix: '/api/v1' },
    );
  });
  return { app, mountedEndpoints: endpoints.flatMap((source) => source.endpoints) };
}
