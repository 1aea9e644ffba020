import type { KnownPlugin } from '#records/plugins';

/** A plugin in a line, and what has to be looked into below it. */
export function describePlugin({ name, state, manifest, update, problems }: KnownPlugin): string {
  const version = manifest ? ` ${manifest.version}` : '';
  const said = {
    found: 'not installed',
    broken: 'cannot be used',
    installed: 'installed, not enabled',
    enabled: 'enabled',
    disabled: 'disabled',
  }[state];
  const notes = [
    ...problems.flatMap(({ says, advice }) => [says, advice]),
    ...(update
      ? [`${newerOf(update.manifest.version, manifest?.version)}: plugin update ${name}`]
      : []),
  ];
  return [
    `${name}${version}: ${said}${manifest ? `. ${manifest.description}` : ''}`,
    ...notes.flatMap((note) => note.split('\n')).map((line) => `  ${line}`),
  ].join('\n');
}

function newerOf(there: string, now: string | undefined): string {
  return `${there === now ? 'Another build of it' : there} stands in its folder`;
}

/** A plugin for programs. */
export function pluginJson(plugin: KnownPlugin): object {
  const { name, label, state, manifest, installed, found, update, problems, neededBy } = plugin;
  return {
    name,
    label,
    state,
    version: manifest?.version ?? null,
    weight: manifest?.weight ?? null,
    answers: manifest?.implements ?? [],
    needs: manifest?.dependencies ?? [],
    needed_by: neededBy.map((other) => other.name),
    capabilities: manifest?.capabilities ?? [],
    granted:
      installed?.grants.map(({ capability, by = null, granted }) => ({
        capability,
        by,
        granted,
      })) ?? [],
    hash: installed?.hash ?? null,
    folder: found?.folder ?? null,
    update: update?.manifest.version ?? null,
    problems,
  };
}
