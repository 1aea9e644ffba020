/**
 * What every answer says to the browser. No inline script or style, nothing from elsewhere, no
 * framing: what slips through the sanitiser still cannot run.
 */
const contentSecurityPolicy = (framedBy: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');

export function securityHeaders(options: { readonly tls: boolean }): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy("'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...(options.tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Of a page that pages of this site, and no others, may hold in a frame. */
export const framedHeaders: Record<string, string> = {
  'content-security-policy': contentSecurityPolicy("'self'"),
  'x-frame-options': 'SAMEORIGIN',
};
