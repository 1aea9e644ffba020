import type { FastifyRequest } from 'fastify';

/** `https://example.org` of this request: the setting, else what the request says. */
export function baseUrlOf(request: FastifyRequest, setting: string | undefined): string {
  return setting ?? `${request.protocol}://${request.host}`;
}

/** Whether the browser came over TLS, here or at the proxy in front. */
export function isSecure(request: FastifyRequest, setting: string | undefined): boolean {
  return setting === undefined ? request.protocol === 'https' : setting.startsWith('https:');
}
