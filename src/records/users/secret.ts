import { createHash, randomBytes } from 'node:crypto';

/** A new secret for a cookie, a link or a token: 32 random bytes as 43 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the tables hold of a secret. A plain SHA-256 is enough where the secret has 256 random
 * bits: there is nothing to guess, and it costs microseconds on every request.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
