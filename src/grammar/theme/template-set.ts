import type { Logger } from '#platform/telemetry';
import { createTemplateEngine, EngineLost, type TemplateEngine } from './template-engine.ts';
import { refusedIn } from './template-check.ts';
import type { TemplateFile } from './template-files.ts';
import { describeTemplateError } from './template-errors.ts';
import { plainValues, type TemplateValues } from './template-values.ts';
import type { Tokens } from './tokens.ts';
import { usedNames } from './used-names.ts';

/** The templates of a theme and of those it builds on, in an engine that can use them. */
export interface TemplateSet {
  /** Under this name, or under `THEME/name`: the nearest one that can be read. */
  find(name: string): TemplateFile | undefined;
  /** All of this name, the nearest first, those that cannot be read too. */
  versions(name: string): readonly TemplateFile[];
  /** What the template makes of the values; throws what is wrong as a sentence with its place. */
  render(name: string, values: TemplateValues, tokens: Tokens): string;
  /** Why a file cannot be read, by its path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** `files` with those of the most general theme first. A file that is wrong leaves its place to the next. */
export function createTemplateSet(files: readonly TemplateFile[], log: Logger): TemplateSet {
  const versions = new Map<string, TemplateFile[]>();
  for (const file of files) {
    for (const name of [file.name, `${file.theme}/${file.name}`]) {
      versions.set(name, [file, ...(versions.get(name) ?? [])]);
    }
  }
  const standing = new Map<string, TemplateFile>();
  const used = new Map<string, ReadonlySet<string> | undefined>();
  const unreadable = new Map<string, string>();
  let engine = load(false);

  function load(anew: boolean): TemplateEngine {
    const fresh = createTemplateEngine(anew);
    for (const [name, candidates] of versions) {
      standing.delete(name);
      for (const file of candidates.filter(({ path }) => !unreadable.has(path))) {
        standing.set(name, file);
        used.set(name, usedNames(file.source));
        const lost = add(fresh, name, file);
        if (lost) return load(true);
        if (!unreadable.has(file.path)) break;
        standing.delete(name);
      }
    }
    return fresh;
  }

  /** Whether the engine was lost over it. */
  function add(fresh: TemplateEngine, name: string, file: TemplateFile): boolean {
    const refused = refusedIn(file.source);
    try {
      if (refused === undefined) fresh.add(`${name}.html`, file.source);
      else leaveOut(file, `${file.path}:${refused.line}: ${refused.why}.`);
      return false;
    } catch (error) {
      leaveOut(file, describeTemplateError(error, standing));
      return error instanceof EngineLost;
    }
  }

  function leaveOut(file: TemplateFile, why: string): void {
    unreadable.set(file.path, why);
    log.error({ template: file.name }, `A template is left out. ${why}`);
  }

  function render(name: string, values: TemplateValues, tokens: Tokens, retried = false): string {
    try {
      return engine.render(`${name}.html`, plainValues(values, tokens, used.get(name)));
    } catch (error) {
      if (!(error instanceof EngineLost)) {
        throw new Error(describeTemplateError(error, standing, values), { cause: error });
      }
      engine = load(true);
      // A panic of another theme spoilt this engine: this template is not what did it.
      if (error.before && !retried) return render(name, values, tokens, true);
      const path = standing.get(name)?.path ?? name;
      throw new Error(`${path}: ${error.message}`, { cause: error });
    }
  }

  return {
    find: (name) => standing.get(name),
    versions: (name) => versions.get(name) ?? [],
    render: (name, values, tokens) => render(name, values, tokens),
    unreadable,
  };
}
