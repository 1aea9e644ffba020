import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe answers, as far as it matters here. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * What on a page keeps somebody out, as rule and element. `include`: within these elements only;
 * `rules`: by these only. A frame holds a page that is looked at by itself.
 */
export async function findBarriers(
  page: Page,
  {
    include = ':root',
    rules,
  }: { readonly include?: string; readonly rules?: readonly string[] } = {},
): Promise<readonly string[]> {
  const isThere = await page.evaluate('window.axe !== undefined');
  if (isThere !== true) await page.evaluate(axe.source);
  const context = { include: [[include]], exclude: [['iframe']] };
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
