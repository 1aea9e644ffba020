import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gatherToYaml, yamlToInput } from '#discovery/gather';
import { isObject, NotFound } from '#base';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato gather …`: gathers as text, to keep them in a repository or take them to another site. */
export function addGather(program: Command, surroundings: Surroundings, answer: Answer): void {
  const gather = program.command('gather').description('gathers: see, export and import them');

  gather
    .command('list')
    .description('all gathers, with their displays')
    .action(async () => {
      const listed = await withKernel(surroundings, async (kernel) => kernel.gathers.list());
      const gathers = listed.map(({ gather: { name, label, displays }, enabled }) => ({
        name,
        label,
        enabled,
        displays: displays.map(({ id, kind, ...rest }) => ({
          id,
          kind,
          ...('path' in rest ? { path: rest.path } : {}),
        })),
      }));
      const lines = gathers.map(({ name, label, enabled, displays }) => {
        const paths = displays.flatMap((display) => ('path' in display ? display.path : []));
        return `${name}  ${label}${enabled ? '' : ' (off)'}  ${paths.join(' ')}`.trimEnd();
      });
      answer({ json: { gathers }, text: lines.join('\n') || 'There are no gathers.' });
    });

  gather
    .command('export')
    .description('write a gather as YAML')
    .argument('<name>', 'its machine name')
    .action(async (name: string) => {
      const found = await withKernel(
        surroundings,
        async (kernel) => kernel.gathers.get(name).gather,
      );
      answer({ json: { gather: found }, text: gatherToYaml(found).trimEnd() });
    });

  gather
    .command('import')
    .description('make a gather of a YAML file, or change the one of that name')
    .argument('<file>')
    .action(async (file: string) => {
      const input = yamlToInput(await readText(resolve(surroundings.folder, file), file));
      const named = isObject(input) ? input['name'] : undefined;
      const done = await withKernel(surroundings, async (kernel) => {
        const ctx = await contextFor(kernel, undefined);
        const before = typeof named === 'string' ? kernel.gathers.find(named) : undefined;
        const { gather: saved } = before
          ? await kernel.gathers.update(ctx, before.gather.name, input, 'current')
          : await kernel.gathers.create(ctx, input);
        return { name: saved.name, outcome: before ? 'changed' : 'made' };
      });
      answer({ json: done, text: `The gather ${done.name} was ${done.outcome}.` });
    });
}

async function readText(path: string, given: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new NotFound('cli.no_gather_file', `The file ${given} cannot be read.`, {
      cause: error,
    });
  }
}
