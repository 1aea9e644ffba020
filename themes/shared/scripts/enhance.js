/**
 * Calls `make` once for each element that matches, now and whenever new ones come into the page.
 * @param {string} selector
 * @param {(element: HTMLElement) => void} make
 */
export function enhance(selector, make) {
  /** @type {WeakSet<Element>} */
  const made = new WeakSet();
  /** @param {Element} root */
  const look = (root) => {
    const found = root.matches(selector) ? [root] : [];
    for (const element of [...found, ...root.querySelectorAll(selector)]) {
      if (made.has(element) || !(element instanceof HTMLElement)) continue;
      made.add(element);
      make(element);
    }
  };
  look(document.documentElement);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node instanceof Element) look(node);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}

/**
 * An element with attributes, properties that CSP has nothing against, and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @type {HTMLElement | undefined} */
let region;

/**
 * Says something to those who listen to the page.
 * @param {string} text
 */
export function announce(text) {
  region ??= document.body.appendChild(
    make('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' }),
  );
  region.textContent = text;
}
