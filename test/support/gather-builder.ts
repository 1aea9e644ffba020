import type { Locator, Page } from 'playwright-core';
import { watchQuiet } from './quiet-page.ts';

/** Goes through the builder as somebody who writes no code does. */
export function openBuilder(page: Page) {
  const quiet = watchQuiet(page);
  const section = async (name: string): Promise<void> => {
    const heading = page.locator('details > summary').filter({ hasText: name }).first();
    const isOpen = await heading.evaluate((node) => node.parentElement?.hasAttribute('open'));
    if (!isOpen) await heading.click();
  };
  /** The last of the rows of `rows`, after one was added where that is not empty. */
  async function addRow(rows: string, button: string, choice: string): Promise<Locator> {
    const selects = page.locator(
      `li.row:not([data-removed]) select[name^="${rows}["][name$="[${choice}]"]`,
    );
    const before = await selects.count();
    const last = selects.last();
    if (before > 0 && (await last.inputValue()) === '') return last;
    await page.getByRole('button', { name: button, exact: true }).click();
    await selects.nth(before).waitFor();
    return selects.nth(before);
  }
  /** Has everything that was entered kept. */
  const flush = async (): Promise<void> => {
    await Promise.all([
      page.waitForEvent('domcontentloaded'),
      page.getByRole('button', { name: 'Update preview' }).last().click(),
    ]);
  };
  const rowOf = (inside: Locator): Locator =>
    inside.locator('xpath=ancestor::li[contains(concat(" ", @class, " "), " row ")][1]');

  return {
    async add(
      label: string,
      wish: { type: string; look: string; path: string; menu?: boolean },
    ): Promise<void> {
      await page.goto('/admin/gathers/add');
      await page.locator('input[name=label]').fill(label);
      await page.getByLabel(wish.type, { exact: true }).check();
      await page.getByLabel(wish.look, { exact: true }).check();
      await page.getByLabel('Address of its page').fill(wish.path);
      if (wish.menu) await page.getByLabel('Link in the main navigation').check();
      await page.getByRole('button', { name: 'Add gather' }).last().click();
      await page.waitForURL(/\/edit$/);
    },
    /** Adds a filter; `value` is chosen in the select that stands there then. */
    async filter(column: string, operator: string, value?: string): Promise<void> {
      await section('Filters');
      const select = await addRow('filters', 'Add a filter', 'column');
      await select.selectOption({ label: column });
      const row = rowOf(select);
      const operators = row.locator('select[name$="[operator]"]');
      await operators.waitFor();
      await quiet();
      await operators.selectOption({ label: operator });
      await quiet();
      if (value === undefined) return;
      const how = row.locator('select[name$="[how]"]');
      await how.waitFor();
      await how.selectOption({ label: value });
      await quiet();
    },
    async expose(column: string): Promise<void> {
      const select = page
        .locator('select[name^="filters["][name$="[column]"]')
        .filter({ has: page.locator('option:checked', { hasText: column }) })
        .last();
      await rowOf(select).getByLabel('Readers may choose').check();
      await quiet();
    },
    async order(column: string, direction: string): Promise<void> {
      await section('Order');
      const select = await addRow('sorts', 'Add an order', 'column');
      await select.selectOption({ label: column });
      const directions = rowOf(select).locator('select[name$="[direction]"]');
      const labels = await directions.locator('option').allTextContents();
      await directions.selectOption({
        label: labels.find((one) => one.startsWith(direction)) ?? '',
      });
    },
    /** Takes away the order that a new gather has. */
    async withoutOrder(): Promise<void> {
      const created = page.locator('select[name="sorts[0][column]"]');
      await rowOf(created)
        .getByRole('button', { name: /^Remove/ })
        .click();
      await page.locator('li.row[data-removed]').waitFor({ state: 'attached' });
    },
    async field(column: string): Promise<void> {
      await section('Fields');
      const select = await addRow('fields', 'Add a field', 'column');
      await quiet();
      await select.selectOption({ label: column });
      await rowOf(select).getByLabel('Leads to what is listed').waitFor();
      await quiet();
    },
    async connection(to: string): Promise<void> {
      await section('Connections');
      const select = await addRow('relationships', 'Add a connection', 'through');
      await select.selectOption({ label: to });
      // Its columns are offered then.
      await section('Fields');
      await page
        .locator('select[name^="fields["] option', { hasText: `${to}: ` })
        .first()
        .waitFor({ state: 'attached' });
    },
    async argument(id: string, column: string, operator: string): Promise<void> {
      await section('Values from the address');
      const select = await addRow('arguments', 'Add a value from the address', 'column');
      await rowOf(select).getByLabel('Named').fill(id);
      await select.selectOption({ label: column });
      await rowOf(select).getByLabel('How').selectOption({ label: operator });
    },
    async style(label: string, by: string): Promise<void> {
      await page.locator('select[name=style]').selectOption({ label });
      await page.locator('select[name=by]').selectOption({ label: by });
    },
    /** Gives the page another address. */
    async address(name: string, path: string): Promise<void> {
      await flush();
      await page.goto(`/admin/gathers/${name}/edit?display=page`);
      await page.locator('input[name="display[path]"]').fill(path);
    },
    async addDisplay(name: string, kind: string): Promise<void> {
      await flush();
      await page.goto(`/admin/gathers/${name}/displays/add`);
      await page.getByLabel(kind, { exact: true }).check();
      await page.getByRole('button', { name: 'Add display' }).last().click();
      await page.waitForURL(/display=/);
    },
    async placeOnFront(): Promise<void> {
      await page
        .locator('select[name="display[places][0][on]"]')
        .selectOption({ label: 'The front page' });
    },
    async save(): Promise<void> {
      await page.getByRole('button', { name: 'Save' }).last().click();
      const said = page.getByText(/” was saved\.|There is a problem/).first();
      await said.waitFor();
      const problem = page.getByText('There is a problem').first();
      if (await problem.count())
        throw new Error(await page.locator('main form').first().innerText());
    },
  };
}
