import type { Capability } from '../manifest/index.ts';

/** What every plugin may ask of the kernel, by the name of the interface. */
const ALWAYS = [
  'cache',
  'clock',
  'crypto',
  'db',
  'http',
  'item-api',
  'log',
  'plugins',
  'queue',
  'random',
  'request-context',
] as const;

/** What needs one of these capabilities. */
export const GRANTED: Readonly<Record<string, readonly Capability[]>> = {
  items: ['read_content', 'write_content'],
  'raw-sql': ['raw_sql'],
  variables: ['variables'],
};

/** The interfaces of the contract that a plugin with these capabilities imports. */
export function importsOf(capabilities: readonly Capability[]): readonly string[] {
  const granted = Object.entries(GRANTED).filter(([, needed]) =>
    needed.some((one) => capabilities.includes(one)),
  );
  return [...ALWAYS, ...granted.map(([name]) => name)].sort();
}

/** The WIT world of one plugin: an export for each of its taps, for exports cannot be left out. */
export function worldOf(
  wit: string,
  taps: readonly string[],
  capabilities: readonly Capability[],
): string {
  const lines = [
    ...importsOf(capabilities).map((name) => `import ${name};`),
    'use types.{json};',
    ...taps
      .toSorted()
      .map((tap) => `export ${dashed(tap)}: func(input: json) -> result<option<json>, string>;`),
  ];
  return `package trovato:plugin@${wit};\n\nworld plugin {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** `item_view` as WIT writes it. */
function dashed(tap: string): string {
  return tap.replaceAll('_', '-');
}
