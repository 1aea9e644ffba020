// Read by any Node, so it imports nothing.

/** The oldest Node that the kit runs on, as `engines` says. */
const OLDEST = [22, 18] as const;

/** What is said to a Node of this version; undefined: it is new enough. */
export function saidToOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `trovato-plugin needs Node ${OLDEST.join('.')} or newer; this is v${version}. Get a newer one from https://nodejs.org`;
}
