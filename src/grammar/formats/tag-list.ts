import { type AllowedTags, SAFE_TAGS } from './safe-tags.ts';

/** Says why a tag or attribute cannot be allowed, and which could. */
export interface ReadTags {
  readonly tags: AllowedTags;
  /** Sentences. */
  readonly problems: readonly string[];
}

const ENTRY = /<\s*([^\s<>/]+)([^<>]*)>|([^\s<>]+|[<>])/g;
/** Tags that run something, load something or take what is typed. */
const NEVER = new Set(
  `applet base body button embed form frame frameset head html iframe input link math meta noscript
  object option script select style svg template textarea title xml`.split(/\s+/),
);

/** Tags as they are entered, e.g. `<a href title> <em> <h2 id>`. */
export function readTags(text: string): ReadTags {
  const tags = new Map<string, readonly string[]>();
  const problems: string[] = [];
  for (const [, tag, rest = '', stray = ''] of text.matchAll(ENTRY)) {
    if (tag === undefined) {
      problems.push(`“${stray}” stands outside of a tag. Write tags as in <a href title> <em>.`);
      continue;
    }
    const name = tag.toLowerCase();
    const safe = Object.hasOwn(SAFE_TAGS, name) ? SAFE_TAGS[name] : undefined;
    if (safe === undefined) {
      problems.push(badTag(name));
      continue;
    }
    const attributes = rest
      .toLowerCase()
      .split(/[\s/]+/)
      .filter((attribute) => attribute !== '');
    const bad = attributes.filter((attribute) => !safe.includes(attribute));
    problems.push(...bad.map((attribute) => badAttribute(name, attribute, safe)));
    tags.set(name, [...new Set([...(tags.get(name) ?? []), ...attributes])]);
  }
  return { tags: Object.fromEntries(tags), problems };
}

/** The same as text again, in order. */
export function writeTags(tags: AllowedTags): string {
  return Object.entries(tags)
    .map(([tag, attributes]) => `<${[tag, ...attributes].join(' ')}>`)
    .join(' ');
}

function badTag(name: string): string {
  return NEVER.has(name)
    ? `<${name}> can never be allowed: it could take over the page of a reader.`
    : `<${name}> is not among the tags that a text may have: ${Object.keys(SAFE_TAGS).join(', ')}.`;
}

function badAttribute(tag: string, attribute: string, safe: readonly string[]): string {
  if (attribute.startsWith('on')) {
    return `“${attribute}” in <${tag}> can never be allowed: it runs a script.`;
  }
  if (attribute === 'style') {
    return `“style” in <${tag}> can never be allowed: it could cover the page.`;
  }
  return `<${tag}> cannot have “${attribute}”; it can have ${safe.join(', ')}.`;
}
