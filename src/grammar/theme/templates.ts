import { html, nothing, type SafeHtml, trusted } from '#grammar/render';
import type { Logger } from '#platform/telemetry';
import { mistakeNotice } from './mistake-notice.ts';
import { commented } from './suggestion-comments.ts';
import type { TemplateFile } from './template-files.ts';
import { createTemplateSet } from './template-set.ts';
import type { TemplateValues } from './template-values.ts';
import { createTokens } from './tokens.ts';

/** The templates of one theme, with those it inherits. */
export interface Templates {
  /** The first of `suggestions` that there is a template for. */
  pick(suggestions: readonly string[]): string | undefined;
  /**
   * Draws by the first of `suggestions` that works: where a template has a mistake, that of the
   * base theme stands in, then the next more general one. `values` is given what to show about it.
   */
  draw(suggestions: readonly string[], values: (notice: SafeHtml) => TemplateValues): Drawn;
  /** What is wrong with templates, as far as it is known: file, line and what was expected. */
  problems(): readonly string[];
}

export interface Drawn {
  /** undefined: no template works. */
  readonly html: SafeHtml | undefined;
  /** While one develops: which templates were passed over, and why. Otherwise nothing. */
  readonly notice: SafeHtml;
}

export interface TemplateOptions {
  readonly development: boolean;
  /** Comments around each part say which template made it. */
  readonly debug?: boolean;
  readonly log: Logger;
}

/** `files` with those of the most general theme first. */
export function createTemplates(
  files: readonly TemplateFile[],
  options: TemplateOptions,
): Templates {
  const set = createTemplateSet(files, options.log);
  const failed = new Map<string, string>();

  function render(name: string, path: string, values: TemplateValues): SafeHtml | undefined {
    const tokens = createTokens();
    try {
      const output = set.render(name, values, tokens);
      failed.delete(path);
      return trusted(tokens.release(output));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (failed.get(path) !== why) {
        options.log.error({ template: name }, `A template is left out. ${why}`);
      }
      failed.set(path, why);
      return undefined;
    }
  }

  function notice(why: string): SafeHtml {
    return options.development ? mistakeNotice('A template has a mistake.', why) : nothing;
  }

  const pick = (suggestions: readonly string[]): string | undefined =>
    suggestions.find((name) => set.versions(name).length > 0);

  return {
    pick,
    draw(suggestions, values) {
      let notices = nothing;
      // One mistake may keep several templates from working: it is said once.
      const said = new Set<string>();
      for (const suggestion of suggestions) {
        for (const file of set.versions(suggestion)) {
          const { path, theme } = file;
          const name = set.find(suggestion) === file ? suggestion : `${theme}/${suggestion}`;
          const unreadable = set.unreadable.get(path);
          const drawn = unreadable === undefined ? render(name, path, values(notices)) : undefined;
          if (drawn !== undefined) {
            const shown = options.debug ? commented(drawn, path, suggestions, suggestion) : drawn;
            return { html: shown, notice: notices };
          }
          const why = unreadable ?? failed.get(path) ?? path;
          if (!said.has(why)) notices = html`${notices}${notice(why)}`;
          said.add(why);
        }
      }
      if (pick(suggestions) === undefined) {
        notices = notice(`There is no template "${suggestions.at(-1)}".`);
      }
      return { html: undefined, notice: notices };
    },
    problems: () => [...set.unreadable.values(), ...failed.values()],
  };
}
