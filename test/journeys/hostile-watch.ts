import type { Browser, BrowserContext, Page } from 'playwright-core';
import { nameOf } from '../support/hostile.ts';

/*
 * Looks on while a browser shows pages, and says what is there that nobody but an attacker put
 * there. Sources of functions that run in the page, where no types of ours are known.
 */

const DIALOGS = `
  window.hits = [];
  window.aside = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = (what) => void window.hits.push(name + '(' + String(what) + ')');
  }
  document.addEventListener('securitypolicyviolation', ({ target, violatedDirective, blockedURI }) => {
    const what = 'the policy had to refuse ' + violatedDirective + ' ' + blockedURI;
    (target === document ? window.aside : window.hits).push(what);
  });
`;

/** Complaints about a document: elements, attributes and addresses that are not ours. */
const LOOK = `(root, origin) => {
  const found = new Set();
  const say = (element, what) => found.add(what + ': ' + element.outerHTML.slice(0, 200));
  const TAGS = new Set(('html head body meta title link script a abbr article aside b blockquote br ' +
    'button caption circle cite code col colgroup dd del details dfn dialog div dl dt ellipse em ' +
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label ' +
    'legend li line main mark nav ol optgroup option output p path polygon polyline pre progress q ' +
    'rect s samp section select small span strong sub summary sup svg table tbody td textarea tfoot ' +
    'th thead time tr u ul var video audio wbr').split(' '));
  const BAD = /^(?:on|style$|srcdoc$|srcset$|is$|ping$|nonce$|background$|http-equiv$|data-hx-|hx-(?:on|vals|headers))|[^a-zA-Z0-9-]/i;
  const LOADS = ['src', 'poster', 'action', 'formaction', 'hx-get', 'hx-post', 'hx-put', 'hx-patch', 'hx-delete'];
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName;
    if (!TAGS.has(tag)) say(element, 'a tag that no page has');
    const inHead = element.parentElement?.localName === 'head';
    if ((tag === 'meta' || tag === 'link' || tag === 'title' || tag === 'script') && !inHead) {
      say(element, 'outside the head');
    }
    if (tag === 'script' && element.textContent !== '') say(element, 'an inline script');
    if (tag === 'svg' && !element.classList.contains('icon')) say(element, 'a picture of others');
    for (const { name, value } of element.attributes) {
      if (BAD.test(name)) say(element, 'the attribute ' + name);
      if (name.startsWith('hx-') && /^\\s*(?:js|javascript):/.test(value)) say(element, 'code for htmx');
      if (name === 'hx-trigger' && value.includes('[')) say(element, 'code for htmx');
      const follows = name === 'href' || name === 'cite';
      const loads = LOADS.includes(name) || (follows && tag === 'link');
      if (!follows && !loads) continue;
      if (!URL.canParse(value, origin)) continue;
      const url = new URL(value, origin);
      if (!/^(?:https?|mailto|tel):$/.test(url.protocol)) say(element, 'an address that runs code');
      if (loads && url.origin !== origin) say(element, 'loaded from elsewhere');
    }
    if (tag === 'a' && element.hasAttribute('target') && !element.relList.contains('noopener')) {
      say(element, 'a window that has a hold of the page');
    }
    if (tag === 'base' || tag === 'iframe' || tag === 'object' || tag === 'embed') say(element, tag);
  }
  for (const name of ['getElementById', 'querySelector', 'cookie', 'forms', 'location']) {
    if (root[name] instanceof Element) found.add('document.' + name + ' is an element');
  }
  return [...found].slice(0, 50);
}`;

/** A browser that complains. Without `policy` pages come as if they had no security policy. */
export async function openWatch(
  browser: Browser,
  origin: string,
  cookies: ReadonlyMap<string, string>,
  policy: boolean,
) {
  const context: BrowserContext = await browser.newContext({
    baseURL: origin,
    bypassCSP: !policy,
    reducedMotion: 'reduce',
  });
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })));
  await context.addInitScript(DIALOGS);
  const complaints: string[] = [];
  const page: Page = await context.newPage();
  const complain = (what: string) =>
    complaints.push(
      `${page.url()}: ${what.replaceAll(/\b(alert|confirm|prompt)\((\d+)\)/g, (call, _name, n) => `${call} = ${nameOf(Number(n))}`)}`,
    );
  page.on('dialog', (dialog) => {
    complain(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // What is asked of us in vain we know of; what the policy refuses comes as an event too.
    const known = /status of 40[04]|Content Security Policy/.test(text);
    if (message.type() === 'error' && !known) complain(text);
  });
  page.on('popup', (popup) => complain(`a window: ${popup.url()}`));
  context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${origin}/`)) {
      complain(`a request to ${request.url()}`);
    }
  });
  const look = async (document: string, at: string) => {
    const found = await page.evaluate<string[]>(`(${LOOK})(${document}, ${JSON.stringify(at)})`);
    for (const what of found) complain(what);
  };
  return {
    page,
    complaints,
    /** Looks at the page as it is now. */
    async see(): Promise<void> {
      await look('document', origin);
      // The editor reads texts in a document of its own, which runs and loads nothing. Chromium says
      // all the same what the policy would refuse there.
      const edits = await page.evaluate<boolean>(`document.querySelector('textarea') !== null`);
      const hits = edits ? 'window.hits' : '[...window.hits, ...window.aside]';
      for (const hit of await page.evaluate<string[]>(hits)) complain(hit);
      if (new URL(page.url()).origin !== origin) complain('led elsewhere');
    },
    async open(path: string): Promise<void> {
      await page.goto(path);
      await this.see();
    },
    /** Reads pages that were got in another way, from a site that is called `at`. */
    async read(pages: readonly string[], at: string): Promise<void> {
      const all = `${JSON.stringify(pages)}.flatMap((html) => (${LOOK})(new DOMParser().parseFromString(html, 'text/html'), ${JSON.stringify(at)}))`;
      for (const what of await page.evaluate<string[]>(all)) complain(what);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}
