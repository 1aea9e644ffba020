import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { type Clock, localAddress, type Settings, type StageId, type Unavailable } from '#base';
import type {
  Endpoint,
  EndpointSource,
  PageAnswer,
  PageRequest,
  PageRoute,
  PageSource,
} from '#grammar/routes';
import type { Element } from '#grammar/render';
import type { MenuLink, Pages } from '#grammar/theme';
import type { Actor, RequestContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { adminHome } from './admin-home.ts';
import { mountEndpoints } from './api-routes.ts';
import { mountAssets, type SiteAssets } from './asset-routes.ts';
import { joinPages } from './changing-pages.ts';
import { createCookies } from './cookies.ts';
import { createErrorAnswers } from './error-answers.ts';
import { createFlashMessages } from './flash-messages.ts';
import type { FindSite } from '#records/site';
import type { StageBar, Stages } from '#records/stages';
import { createFrames, pathOf } from './frames.ts';
import { formKey } from './form-key.ts';
import { type HealthCheck, mountHealth } from './health-routes.ts';
import { createKeptChoices } from './kept-choices.ts';
import { createKeptPages, type PageKeeping } from './kept-pages.ts';
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
import { previewPages } from './preview-pages.ts';
import { noStoreInStages } from './stage-caching.ts';
import { type Authenticate, type StageSight, visitorBySession } from './visitors.ts';
import { NothingAtPath, NotInstalled } from './web-errors.ts';
import { mountWellKnown } from './well-known-routes.ts';

export interface WebDependencies {
  readonly settings: Pick<Settings, 'secret' | 'baseUrl' | 'production'>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly assets: SiteAssets;
  /** Draws what the pages answer. */
  readonly drawing: Pages;
  readonly site: FindSite;
  readonly authenticate: Authenticate;
  readonly stages: StageSight & Pick<Stages, 'steadily'>;
  readonly pages: readonly PageRoute[];
  /** Those that come and go; default none. */
  readonly changingPages?: readonly PageSource[];
  /** The readers' main navigation, as far as an actor may go there; default none. */
  readonly mainMenu?: (actor: Actor, stage?: StageId) => readonly MenuLink[];
  /** What pages say about the stage they are seen in; default nothing. */
  readonly stageBar?: (ctx: RequestContext, url: string) => StageBar;
  /** What was worked on last, for the first page of the administration. */
  readonly recent: (ctx: RequestContext) => Promise<Element | undefined>;
  /** What somebody has to look into, for `/admin`; default nothing. */
  readonly attention?: (ctx: RequestContext) => Element | undefined;
  /** What people call a permission; default its name. */
  readonly permissionLabel?: (name: string) => string;
  /** Where the very same form led to when it was sent before. */
  readonly recall?: (request: PageRequest) => Promise<PageAnswer | undefined>;
  readonly endpoints: readonly EndpointSource[];
  /** For pages that readers who are not signed in share; missing: none is kept. */
  readonly keeping?: PageKeeping;
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
  /** The pages that are mounted, for the test that opens each of them. */
  readonly mountedPages: readonly PageRoute[];
  /** Those that come and go, for the test that looks for leaks. */
  readonly changingPages: PageSource;
  /** All addresses that are taken; a `*` at the end is all that begins so. */
  readonly takenPaths: readonly string[];
}

/** What is mounted besides pages. */
const OWN_PATHS = [
  '/api/*',
  '/assets/*',
  '/health/*',
  '/metrics',
  '/favicon.ico',
  '/favicon.svg',
  '/robots.txt',
  '/.well-known/*',
];

/** An answer that took longer is written to the log. */
const SLOW = 1_000;

export async function createWeb(dependencies: WebDependencies): Promise<Web> {
  const { settings, log, clock, assets, drawing, site, authenticate, stages } = dependencies;
  const openApi = openApiEndpoint(dependencies.endpoints, () => site().name);
  const endpoints = [...dependencies.endpoints, openApi];
  const { baseUrl, secret } = settings;
  const cookies = createCookies(baseUrl);
  const identification = { authenticate, stages, cookies, log };
  const changing = joinPages(dependencies.changingPages ?? []);
  const navigation = createNavigation(dependencies.pages, changing);
  const pages = [
    ...dependencies.pages,
    ...previewPages(stages.previews),
    adminHome(navigation, dependencies.recent, dependencies.attention ?? (() => undefined)),
  ];
  const frames = createFrames({
    site,
    navigation,
    mainMenu: dependencies.mainMenu ?? (() => []),
    stageBar: dependencies.stageBar ?? (() => ({})),
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
      const to = localAddress(path.slice(0, -1) + request.url.slice(path.length));
      if (to !== undefined) return reply.redirect(to, 308);
    }
    await visitorBySession(request, reply, identification).catch(() => undefined);
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
  noStoreInStages(app);
  await app.register(fastifyCookie);
  mountHealth(app, dependencies.checks);
  mountMetrics(app, metrics, authenticate);
  mountAssets(app, assets);
  mountWellKnown(app, assets);

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(fastifyMultipart);
    await scope.register(async (inner) => {
      const answers = createPageAnswers({
        drawing,
        frames,
        cookies,
        flash: createFlashMessages(secret),
        clock,
        production: settings.production,
      });
      const { keeping } = dependencies;
      const { production } = settings;
      const keptPages = keeping && createKeptPages({ keeping, frames, production, ...answers });
      mountPages(inner, pages, changing, {
        baseUrl,
        identify: (request, reply) => visitorBySession(request, reply, identification),
        formKey: (request, reply, { sessionToken }) =>
          formKey(request, reply, { cookies, secret, sessionToken }),
        kept: (request, reply) => createKeptChoices(request, reply, { cookies, secret }),
        answer: answers.send,
        steadily: stages.steadily,
        keptPages,
        permissionLabel: dependencies.permissionLabel ?? ((name) => name),
        recall: dependencies.recall ?? (async () => undefined),
      });
    });
    await scope.register(
      async (inner) =>
        mountEndpoints(inner, endpoints, {
          baseUrl,
          steadily: stages.steadily,
          ...identification,
        }),
      { prefix: '/api/v1' },
    );
  });
  return {
    app,
    mountedEndpoints: endpoints.flatMap((source) => source.endpoints),
    mountedPages: pages,
    changingPages: changing,
    takenPaths: [...pages.map(({ path }) => path), ...OWN_PATHS],
  };
}
