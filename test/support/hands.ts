import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** How somebody works a page: with the mouse, or with nothing but the keyboard. */
export interface Hands {
  press(control: Locator): Promise<void>;
  write(box: Locator, text: string): Promise<void>;
  /** Chooses by what the option reads. */
  choose(list: Locator, option: string): Promise<void>;
  /** Moves the row of this handle up by one. */
  moveUp(handle: Locator): Promise<void>;
}

export function mouse(page: Page): Hands {
  return {
    press: (control) => control.click(),
    async write(box, text) {
      // A text area may become an editor between being found and being clicked: it is found again.
      for (let tries = 1; ; tries += 1) {
        try {
          await box.click({ timeout: 5_000 });
          break;
        } catch (error) {
          if (tries === 5) throw error;
        }
      }
      await box.fill(text);
    },
    choose: async (list, option) => void (await list.selectOption({ label: option })),
    async moveUp(handle) {
      await handle.scrollIntoViewIfNeeded();
      const box = await handle.boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y - 20, { steps: 4 });
      await page.mouse.move(x, y - 75, { steps: 8 });
      await page.mouse.up();
    },
  };
}

/** More stops than this between two controls are no way to work. */
const MOST_STOPS = 120;

interface PageElement {
  readonly isConnected: boolean;
  readonly ownerDocument: { readonly activeElement: unknown };
}

/** In the page. A redrawn page has another element in its place. */
const focusOf = (element: PageElement) =>
  element.isConnected ? element === element.ownerDocument.activeElement : 'gone';

export function keyboard(page: Page): Hands {
  /** Goes to the control as somebody would: by Tab, until it has the focus. */
  const reach = async (control: Locator): Promise<void> => {
    let element = await control.elementHandle();
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      const hasFocus = await element?.evaluate(focusOf);
      if (hasFocus === true) return;
      if (hasFocus === 'gone') element = await control.elementHandle();
      else await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not get to ${String(control)}`);
  };
  return {
    async press(control) {
      await reach(control);
      const type = (await control.getAttribute('type')) ?? '';
      await page.keyboard.press(['checkbox', 'radio'].includes(type) ? 'Space' : 'Enter');
    },
    async write(box, text) {
      await reach(box);
      if ((await box.getAttribute('type')) === 'date') {
        const [year, month, day] = text.split('-');
        await page.keyboard.type(`${month}${day}${year}`);
        return;
      }
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
      // Scripts listen to keys: the last one is a real one.
      await page.keyboard.press('End');
    },
    async choose(list, option) {
      await reach(list);
      await page.keyboard.type(option);
    },
    async moveUp(handle) {
      await reach(handle);
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Space');
    },
  };
}
