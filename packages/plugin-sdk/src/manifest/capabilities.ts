/**
 * What a plugin may ask for in `[capabilities]`, and what that lets it do, for whoever switches it
 * on. What it is given, the log, the time and chance need none.
 */
export const CAPABILITIES = {
  read_content: 'Read content that the person asking may see, and all of it in background work',
  write_content: 'Save content as the person asking, and as the site in background work',
  variables: 'Keep settings and counters of its own',
  plugins: 'Ask other plugins',
  db_read: 'Look through lists of content, terms and the names of people',
  raw_sql: 'Run SQL of its own, on its own tables',
} as const;

/** What is granted: one of these, or a host to exchange data with, `http:example.org`. */
export type Capability = NamedCapability | `http:${string}`;

export type NamedCapability = keyof typeof CAPABILITIES;

export const CAPABILITY_NAMES: readonly NamedCapability[] = Object.keys(CAPABILITIES).filter(
  (name): name is NamedCapability => name in CAPABILITIES,
);

/** What a capability lets a plugin do, for whoever grants it. */
export function capabilityWords(capability: Capability): string {
  // Each that is none of these names a host.
  const words: Partial<Record<string, string>> = CAPABILITIES;
  return words[capability] ?? `Exchange data with ${capability.slice('http:'.length)}`;
}
