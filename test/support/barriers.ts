import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe answers, as far as it matters here. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * What on a page keeps somebody out, as rule and element. `include`: within these elements only;
 * `rules`: by these only. `exclude`: but not in these. Frames are looked into.
 */
export async function findBarriers(
  page: Page,
  {
    include = ':root',
    exclude,
    rules,
  }: {
    readonly include?: string;
    readonly exclude?: string;
    readonly rules?: readonly string[];
  } = {},
): Promise<readonly string[]> {
  for (const frame of exclude === 'iframe' ? [page.mainFrame()] : page.frames()) {
    const isThere = await frame.evaluate('window.axe !== undefined');
    if (isThere !== true) await frame.evaluate(axe.source);
  }
  const context = { include: [[include]], ...(exclude ? { exclude: [[exclude]] } : {}) };
  const options = {
    resultTypes: ['violations'],
    ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }),
  };
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then((found) =>
      found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
