import * as fc from 'fast-check';
import {
  type FieldCase,
  printable,
  line,
  uri,
  value,
  notObjects,
  brokenText,
  scalar,
} from './field-case.ts';

export const textCases: readonly FieldCase[] = [
  {
    type: 'text',
    settings: {},
    right: value(line),
    textRoundTrip: true,
    wrong: scalar('x', [
      [{ value: 7 }, '/value', 'type'],
      [{ value: 'x'.repeat(256) }, '/value', 'too_long'],
      [{ value: '𝒳'.repeat(256) }, '/value', 'too_long'],
      [{ value: 'two\nlines' }, '/value', 'control_character'],
      ...brokenText('value'),
    ]),
  },
  {
    type: 'text',
    settings: { max_length: 6, pattern: '[A-Z]{2}[0-9]{4}', pattern_message: 'Like AB1234.' },
    right: value(fc.stringMatching(/^[A-Z]{2}[0-9]{4}$/)),
    textRoundTrip: true,
    wrong: [
      [{ value: 'AB123' }, '/value', 'pattern'],
      [{ value: 'AB12345' }, '/value', 'too_long'],
    ],
  },
  {
    type: 'long_text',
    settings: { formats: ['plain_text', 'filtered_html'] },
    right: fc.record({
      value: fc.array(printable(60), { maxLength: 5 }).map((lines) => lines.join('\n')),
      format: fc.constantFrom('', 'plain_text', 'filtered_html'),
    }),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ value: 1 }, '/value', 'type'],
      [{ value: 'x', format: 'full_html' }, '/format', 'not_allowed'],
      [{ value: 'x', format: 1 }, '/format', 'type'],
      [{ value: 'x', summary: '' }, '/summary', 'unknown_key'],
      [{ value: 'x'.repeat(200_001) }, '/value', 'too_long'],
      ...brokenText('value'),
    ],
  },
  {
    type: 'list',
    settings: {
      allowed_values: [
        { value: 'talk', label: 'Talk' },
        { value: 'shop', label: 'Workshop | hands on' },
        { value: '3', label: '3' },
      ],
    },
    right: value(fc.constantFrom('talk', 'shop', '3', '')),
    textRoundTrip: true,
    wrong: scalar('talk', [
      [{ value: 'tlak' }, '/value', 'not_allowed'],
      [{ value: 3 }, '/value', 'type'],
      [{ value: '__proto__' }, '/value', 'not_allowed'],
      [{ value: 'constructor' }, '/value', 'not_allowed'],
    ]),
  },
  {
    type: 'email',
    settings: {},
    right: value(fc.oneof(fc.emailAddress(), fc.constantFrom('jörg@müller.example', ''))),
    textRoundTrip: true,
    wrong: scalar('a@b.example', [
      [{ value: 'nobody' }, '/value', 'format'],
      [{ value: 'a@b' }, '/value', 'format'],
      [{ value: 'a b@c.example' }, '/value', 'format'],
      [{ value: `${'a'.repeat(250)}@b.example` }, '/value', 'too_long'],
      ...brokenText('value'),
    ]),
  },
  {
    type: 'link',
    settings: {},
    right: fc.oneof(
      fc.record({ uri }),
      fc.record({ uri, title: line.map((text) => text.replace(/[<>]/g, '')) }),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/uri', 'type'],
      [{ uri: 1 }, '/uri', 'type'],
      [{ uri: 'javascript:alert(1)' }, '/uri', 'format'],
      [{ uri: 'JavaScript:alert(1)' }, '/uri', 'format'],
      [{ uri: 'data:text/html,x' }, '/uri', 'format'],
      [{ uri: 'http://x/Austin, TX' }, '/uri', 'format'],
      [{ uri: 'http:x' }, '/uri', 'format'],
      [{ uri: 'https://' }, '/uri', 'format'],
      [{ uri: '//evil.example' }, '/uri', 'format'],
      [{ uri: '/\\evil.example' }, '/uri', 'format'],
      [{ uri: 'example.org' }, '/uri', 'format'],
      [{ uri: `https://example.org/${'x'.repeat(2048)}` }, '/uri', 'too_long'],
      [{ uri: '/a', title: 'x'.repeat(256) }, '/title', 'too_long'],
      [{ uri: '/a', target: '_blank' }, '/target', 'unknown_key'],
      ...brokenText('uri'),
    ],
  },
  {
    type: 'link',
    settings: { kind: 'external', title: 'none' },
    right: fc.record({ uri: fc.webUrl() }),
    textRoundTrip: true,
    wrong: [
      [{ uri: '/about' }, '/uri', 'not_allowed'],
      [{ uri: 'https://example.org/', title: 'x' }, '/title', 'not_allowed'],
    ],
  },
];
