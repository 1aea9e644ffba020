import { silentLog } from '#platform/telemetry';
import { createKernel, type Kernel } from '#kernel';

/** The program over the database of a folder, or of a server. */
export function openSiteIn(data: string, databaseUrl: string | undefined): Promise<Kernel> {
  return createKernel(
    {
      databaseUrl,
      redisUrl: undefined,
      port: 0,
      host: '127.0.0.1',
      data,
      secret: 'a secret that only this test knows',
      baseUrl: undefined,
      logLevel: 'silent',
      production: true,
      themeDebug: false,
      cron: false,
      workers: false,
      pluginLimits: {},
    },
    { log: silentLog },
  );
}
