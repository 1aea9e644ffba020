import { html, nothing, type SafeHtml, trusted } from '#grammar/render';
import type { Logger } from '#platform/telemetry';
import { createTemplateEngine, EngineLost, type TemplateEngine } from './template-engine.ts';
import { refusedIn } from './template-check.ts';
import { plainValue, type TemplateValues } from './template-values.ts';
import { createTokens } from './tokens.ts';

export interface TemplateFile {
  /** `item--article`, or `base/item` for that of the theme `base`. */
  readonly name: string;
  /** As people know it: `themes/base/templates/item.html`. */
  readonly path: string;
  readonly source: string;
}

/** The templates of one theme, with those it inherits. */
export interface Templates {
  /** The first of `suggestions` that there is a template for. */
  pick(suggestions: readonly string[]): string | undefined;
  /** What the template makes of `values`; undefined when it failed, which is logged. */
  render(name: string, values: TemplateValues): SafeHtml | undefined;
  /** Instead of a part that failed: nothing, and in development a notice that says why. */
  instead(name: string): SafeHtml;
}

export function createTemplates(
  files: readonly TemplateFile[],
  options: { readonly development: boolean; readonly log: Logger },
): Templates {
  const byName = new Map(files.map((file) => [file.name, file]));
  const failed = new Map<string, string>();
  let engine = load(false);

  function load(anew: boolean): TemplateEngine {
    const fresh = createTemplateEngine(anew);
    for (const file of byName.values()) {
      const refused = refusedIn(file.source);
      try {
        if (refused) fail(file.name, `${file.path}:${refused.line}: ${refused.why}.`);
        else fresh.add(`${file.name}.html`, file.source);
      } catch (error) {
        fail(file.name, describe(error, byName));
        if (!(error instanceof EngineLost)) continue;
        // Without the template that it cannot even read.
        byName.delete(file.name);
        return load(true);
      }
    }
    return fresh;
  }

  function fail(name: string, message: string): void {
    if (failed.get(name) !== message) {
      options.log.error({ template: name }, `A template is left out. ${message}`);
    }
    failed.set(name, message);
  }

  function attempt<T>(name: string, work: () => T, retried = false): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof EngineLost)) {
        fail(name, describe(error, byName));
        return undefined;
      }
      engine = load(true);
      if (error.before && !retried) return attempt(name, work, true);
      fail(name, `${byName.get(name)?.path ?? name}: ${error.message}`);
      return undefined;
    }
  }

  return {
    pick: (suggestions) => suggestions.find((name) => byName.has(name)),
    render(name, values) {
      const tokens = createTokens();
      const output = attempt(name, () =>
        engine.render(`${name}.html`, plainValue(values, tokens) as object),
      );
      if (output === undefined) return undefined;
      failed.delete(name);
      return trusted(tokens.release(output));
    },
    instead(name) {
      if (!options.development) return nothing;
      const why = failed.get(name) ?? `There is no template "${name}".`;
      return html`<div class="notice" data-tone="danger">
        <div class="notice-body">
          <p>A part of this page is left out.</p>
          <pre class="code">${why}</pre>
        </div>
      </div>`;
    },
  };
}

/** What went wrong as file, line, what, and the line itself. */
function describe(error: unknown, files: ReadonlyMap<string, TemplateFile>): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split('\n', 1);
  const place = /^(.*) \(in (.+)\.html:(\d+)\)$/.exec(first);
  const file = place?.[2] === undefined ? undefined : files.get(place[2]);
  if (place === null || file === undefined) return message;
  const line = file.source.split('\n')[Number(place[3]) - 1]?.trim() ?? '';
  return `${file.path}:${place[3]}: ${place[1]}, in: ${line}`;
}
