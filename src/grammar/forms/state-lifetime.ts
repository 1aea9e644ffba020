/** How long forms keep something between requests, in milliseconds. */
export const STATE_LIFETIME = 6 * 60 * 60 * 1000;
