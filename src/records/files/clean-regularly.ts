import type { Logger } from '#platform/telemetry';
import type { Files } from './files.ts';

const HOUR = 60 * 60 * 1000;

/**
 * Deletes stale temporary files now and every hour, as long as the server runs. Ends when it is
 * disposed of, after what is under way.
 */
export function cleanFilesRegularly(files: Files, log: Logger): AsyncDisposable {
  let underWay: Promise<void> = clean();
  const timer = setInterval(() => {
    underWay = underWay.then(clean);
  }, HOUR);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await underWay;
    },
  };

  async function clean(): Promise<void> {
    try {
      const deleted = await files.deleteStaleFiles();
      if (deleted > 0) log.info({ deleted }, 'Temporary files were deleted');
    } catch (error) {
      log.warn({ err: error }, 'Temporary files could not be deleted; the next try is in an hour');
    }
  }
}
