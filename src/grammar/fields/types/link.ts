import { link, text } from '#grammar/render';
import { Type } from 'typebox';
import { filesNamedIn } from '../collect-mentions.ts';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { type LinkKind, checkUri, uriFromText } from '../link-uri.ts';
import { choiceSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkLine } from '../text-check.ts';
import { accepted, checkObject, refused, together } from '../value-check.ts';
import { enteredText, labelledGroup, plainGroup, wordsOf } from '../widget-parts.ts';

export type LinkValue = { readonly uri: string; readonly title: string };

const MAX_TITLE = 255;

const settings = defineSettings<{ title: string; kind: string }>({
  title: choiceSetting({
    label: 'Link text',
    default: 'optional',
    options: [
      { value: 'optional', label: 'May be given' },
      { value: 'required', label: 'Must be given' },
      { value: 'none', label: 'Not asked for' },
    ],
  }),
  kind: choiceSetting({
    label: 'Where links may lead',
    default: 'any',
    options: [
      { value: 'any', label: 'Anywhere' },
      { value: 'external', label: 'To other sites' },
      { value: 'internal', label: 'To pages of this site' },
    ],
  }),
});

/** An address with a text for it. */
export const linkType: FieldType<LinkValue> = {
  name: 'link',
  label: 'Link',
  description: 'An address on the web or a page of this site, with an optional text.',
  icon: 'link',
  example: { uri: 'https://example.org/', title: 'Example' },
  settings,
  schema: () =>
    Type.Object(
      {
        uri: Type.String({ maxLength: 2048, description: 'https://…, mailto:… or /path' }),
        title: Type.Optional(Type.String({ maxLength: MAX_TITLE })),
      },
      { additionalProperties: false },
    ),
  validate: (input, given) => {
    const { title: titles, kind } = settings.read(given);
    const object = checkObject(input, ['uri', 'title'], linkType.example);
    if (!object.ok) return object;
    const { uri, title } = object.value;
    const parts = together<LinkValue>({
      uri: checkUri(uri, '/uri', kind as LinkKind),
      title:
        title === undefined || title === null
          ? accepted('')
          : checkLine(title, '/title', { maxLength: MAX_TITLE, example: 'Example' }),
    });
    if (!parts.ok || parts.value.uri === '') return parts;
    if (titles === 'required' && parts.value.title === '') {
      return refused('required', 'Enter the text of the link.', '/title');
    }
    if (titles === 'none' && parts.value.title !== '') {
      return refused('not_allowed', 'Links of this field have no text of their own.', '/title');
    }
    return parts;
  },
  mentions: ({ uri }) => filesNamedIn(uri),
  isEmpty: ({ uri }) => uri === '',
  compare: (a, b) => compareText(a.uri, b.uri) || compareText(a.title, b.title),
  sql: { type: 'text', key: 'uri' },
  toText: ({ uri, title }) => (title ? `${title} <${uri}>` : uri),
  fromText: (given) => {
    const line = given.trim();
    if (line === '') return undefined;
    const titled = /^([^<]*(?:<(?=[^<]*<)[^<]*)*)<([^<>]*)>$/.exec(line);
    const [, title = '', uri = line] = titled ?? [];
    return { uri: uriFromText(uri), title: title.replace(/\s+/g, ' ').trim() };
  },
  widgets: {
    link: {
      label: 'Address and text',
      build: (value, view) => {
        const { title, kind } = settings.read(view.settings);
        const uri = {
          kind: 'text',
          maxLength: 2048,
          placeholder: kind === 'internal' ? '/about' : 'https://',
          ...(value ? { default: value.uri } : {}),
        } as const;
        if (title === 'none') return plainGroup({ uri: { ...uri, ...wordsOf(view) } });
        return labelledGroup(view, 'row', {
          uri: { ...uri, label: 'Address', required: view.required },
          title: {
            kind: 'text',
            label: 'Link text',
            maxLength: MAX_TITLE,
            ...(value ? { default: value.title } : {}),
          },
        });
      },
      parse: (given) => {
        const uri = uriFromText(enteredText(given, 'uri'));
        const title = enteredText(given, 'title').trim();
        return uri === '' && title === '' ? undefined : { uri, title };
      },
    },
  },
  formatters: {
    link: {
      label: 'Text, or the address',
      build: ({ uri, title }) => link(uri, title || shownUri(uri)),
    },
    address: { label: 'Address', build: ({ uri }) => link(uri, uri) },
    site: { label: 'Name of the site', build: ({ uri }) => link(uri, hostOf(uri)) },
    plain: { label: 'Without the link', build: ({ uri, title }) => text(title || uri) },
  },
};

/** An address as people read it: without the scheme and a slash that says nothing. */
function shownUri(uri: string): string {
  return uri.replace(/^(?:https?:\/\/(?:www\.)?|mailto:)/i, '').replace(/^([^/?#]+)\/$/, '$1');
}

function hostOf(uri: string): string {
  return URL.canParse(uri) && /^https?:/i.test(uri)
    ? new URL(uri).host.replace(/^www\./, '')
    : shownUri(uri);
}
