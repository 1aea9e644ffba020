import type { FastifyInstance } from 'fastify';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface TestPage {
  readonly status: number;
  /** Where it is, after redirects. */
  readonly url: string;
  readonly html: string;
  /** What a reader reads, with single spaces. */
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Entered values by field name; `null` leaves a field out, as an unticked checkbox is. */
export type Entered = Readonly<Record<string, string | readonly string[] | null>>;

/** A browser without JavaScript: keeps cookies, follows redirects, sends forms as they are. */
export function openTestBrowser(app: FastifyInstance) {
  const cookies = new Map<string, string>();

  async function request(
    method: 'GET' | 'POST',
    url: string,
    body?: string,
    part?: string,
  ): Promise<TestPage> {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host: 'site.test',
        accept: 'text/html',
        ...(part === undefined
          ? {}
          : {
              'hx-request': 'true',
              'hx-request-type': 'partial',
              'hx-target': `div#${part}`,
            }),
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              origin: 'http://site.test',
              'sec-fetch-site': 'same-origin',
            }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const { location } = answer.headers;
    if (answer.statusCode === 303 && location !== undefined) return request('GET', location);
    const html = answer.body;
    const text = textOf(parse(html)).replaceAll(/\s+/g, ' ').trim();
    return { status: answer.statusCode, url, html, text, headers: answer.headers };
  }

  return {
    cookies,
    get: (url: string) => request('GET', url),
    /** Sends fields without a page before, as a button outside a form does, or an attacker. */
    post: (url: string, entered: Entered = {}) => request('POST', url, encode([], entered)),
    /**
     * Opens `url`, enters `entered` into its POST form that has a field of the first name (or the
     * first form) and sends it. `button` is the value of the button pressed, `part` the id of what
     * htmx would put the answer in place of.
     */
    async submit(url: string, entered: Entered, button?: string, part?: string): Promise<TestPage> {
      const page = await request('GET', url);
      const names = Object.keys(entered);
      const forms = elements(parse(page.html)).filter(
        (element) => element.tagName === 'form' && attribute(element, 'method') === 'post',
      );
      const has = (form: Element) => fieldsOf(form).some(({ name }) => name === names[0]);
      const form = forms.find(has) ?? forms.find((one) => fieldsOf(one).length > 0);
      if (form === undefined) {
        throw new Error(`${url} (${page.status}) has no form to send: ${page.text}`);
      }
      const fields = fieldsOf(form);
      if (button !== undefined) fields.push({ name: '_action', value: button });
      return request('POST', attribute(form, 'action') ?? url, encode(fields, entered), part);
    },
  };
}

interface FieldValue {
  readonly name: string;
  readonly value: string;
}

/** What the browser would send if nothing were entered. */
function fieldsOf(form: Element): FieldValue[] {
  return elements(form).flatMap((element): FieldValue[] => {
    const name = attribute(element, 'name');
    if (name === undefined || attribute(element, 'disabled') !== undefined) return [];
    switch (element.tagName) {
      case 'textarea':
        return [{ name, value: textOf(element) }];
      case 'select': {
        const options = elements(element).filter(({ tagName }) => tagName === 'option');
        const chosen = options.filter((one) => attribute(one, 'selected') !== undefined);
        const multiple = attribute(element, 'multiple') !== undefined;
        const sent = chosen.length > 0 || multiple ? chosen : options.slice(0, 1);
        return sent.map((one) => ({ name, value: attribute(one, 'value') ?? textOf(one) }));
      }
      case 'input': {
        const type = attribute(element, 'type') ?? 'text';
        if (['submit', 'button', 'reset', 'file'].includes(type)) return [];
        const isTick = type === 'checkbox' || type === 'radio';
        if (isTick && attribute(element, 'checked') === undefined) return [];
        return [{ name, value: attribute(element, 'value') ?? (isTick ? 'on' : '') }];
      }
      default:
        return [];
    }
  });
}

function encode(fields: readonly FieldValue[], entered: Entered): string {
  const body = new URLSearchParams();
  for (const { name, value } of fields) if (!(name in entered)) body.append(name, value);
  for (const [name, value] of Object.entries(entered)) {
    for (const one of value === null ? [] : [value].flat()) body.append(name, one);
  }
  return body.toString();
}

function elements(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) => [
    ...(defaultTreeAdapter.isElementNode(child) ? [child] : []),
    ...elements(child),
  ]);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  if (!('childNodes' in node) || ['head', 'script', 'style'].includes(node.nodeName)) return '';
  return node.childNodes.map(textOf).join('');
}
