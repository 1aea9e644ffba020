import { createHmac, timingSafeEqual } from 'node:crypto';

/** What stands in the address at which a service on the internet has the site do what is due. */
export function cronKey(secret: string): string {
  return createHmac('sha256', secret).update('cron').digest('base64url');
}

/** Compared so that the time it takes says nothing. */
export function isCronKey(secret: string, given: string): boolean {
  const [right, sent] = [Buffer.from(cronKey(secret)), Buffer.from(given)];
  return right.length === sent.length && timingSafeEqual(right, sent);
}
