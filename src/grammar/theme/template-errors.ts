import type { TemplateFile } from './template-files.ts';

/**
 * What went wrong in a template as file, line, what, and the line itself. `files` by the name
 * under which the engine knows them; `values` are what the template was given.
 */
export function describeTemplateError(
  error: unknown,
  files: ReadonlyMap<string, TemplateFile>,
  values: object = {},
): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split('\n', 1);
  const place = /^(.*) \(in (.+)\.html:(\d+)\)$/.exec(first);
  const file = place?.[2] === undefined ? undefined : files.get(place[2]);
  if (place === null || file === undefined) return message;
  const line = file.source.split('\n')[Number(place[3]) - 1]?.trim() ?? '';
  return `${file.path}:${place[3]}: ${place[1]}, in: ${line}${advice(place[1] ?? '', values)}`;
}

function advice(message: string, values: object): string {
  if (message.startsWith('undefined value')) {
    const names = Object.keys(values).sort();
    if (names.length === 0) return '';
    return `\nThe template is given ${names.join(', ')}. For what may be missing ask {% if name is defined %}.`;
  }
  if (message.includes('fuel')) {
    return '\nThe template takes too many steps: look for a loop in a loop, or one over a very long range.';
  }
  if (message.includes('non-existing template')) {
    return '\nWhat is included or extended has to be a template of this theme, or BASE/name.html for that of a theme it builds on.';
  }
  return '';
}
