import type { JsonObject } from '#base';
import { asLine, hostileTexts, packed } from '../support/hostile.ts';
import type { TestKernel } from '../support/kernel.ts';

const TEXTS = hostileTexts().map(({ text }) => text);
const URLS = hostileTexts('urls').map(({ text }) => text);
/** Of one field of one item: a form with thousands of rows would only be slow. */
const MOST_VALUES = 40;

/** What can be entered on a line. Terms and people have names that differ in more than their case. */
export const LINES = [
  ...new Map(
    TEXTS.map((text) => [asLine(text).replaceAll(/\s+/g, ' ').toLowerCase(), asLine(text)]),
  ).values(),
].filter((text) => text !== '');
interface Records {
  readonly terms: readonly string[];
  readonly people: readonly string[];
  readonly files: readonly string[];
  /** A picture. */
  readonly picture: string;
}

interface Way {
  readonly settings?: JsonObject;
  readonly values: readonly JsonObject[];
}

/** What is put into a field of each type that people write something into. */
function waysIn(records: Records): Readonly<Record<string, Way>> {
  return {
    text: { values: packed(250).map((text) => ({ value: asLine(text) })) },
    long_text: {
      settings: { formats: ['plain_text', 'filtered_html', 'full_html'] },
      values: ['plain_text', 'filtered_html', 'full_html'].flatMap((format) =>
        packed(15000).map((text) => ({ value: text.replaceAll(/[^\P{Cc}\n\t]/gu, ''), format })),
      ),
    },
    link: {
      values: URLS.flatMap((uri, at) => [
        { uri, title: LINES[at] ?? '' },
        { uri: 'https://example.org/', title: LINES[at + URLS.length] ?? '' },
      ]),
    },
    json: {
      values: [{ value: LINES }, { value: Object.fromEntries(LINES.map((line) => [line, 1])) }],
    },
    reference: {
      settings: { target_type: 'term', bundles: [] },
      values: records.terms.map((id) => ({ target_id: id })),
    },
    list: {
      settings: {
        allowed_values: LINES.slice(0, 150).map((label, at) => ({
          value: `v${at}`,
          label: label.slice(0, 100),
        })),
      },
      values: LINES.slice(0, 150).map((_, at) => ({ value: `v${at}` })),
    },
    file: {
      values: records.files.map((id, at) => ({ file_id: id, description: LINES[at] ?? '' })),
    },
    email: { values: LINES.map((value) => ({ value })) },
    image: {
      settings: { title: true },
      values: packed(450).map((text) => ({
        file_id: records.picture,
        alt: asLine(text),
        title: asLine(text),
      })),
    },
    compound: {
      settings: {
        fields: [
          { name: 'words', label: line(9), help: line(10), type: 'text' },
          { name: 'where', label: line(11), type: 'link' },
        ],
      },
      values: LINES.map((value) => ({
        words: { value: value.slice(0, 255) },
        where: { uri: '/', title: value.slice(0, 255) },
      })),
    },
    boolean: { settings: { on_label: line(12), off_label: line(13) }, values: [{ value: true }] },
    integer: { settings: { prefix: line(14), suffix: line(15) }, values: [{ value: 1 }] },
  };
}

/** One of those that fit anywhere. */
function line(at: number): string {
  return LINES.filter(({ length }) => length <= 50)[at] ?? '';
}

/** One item with every text in every kind of field, and one for each text. */
export async function fillContent(site: TestKernel, ctx: TestKernel['system'], records: Records) {
  const { items } = site;
  await items.createType(ctx, 'hostile', {
    name: LINES[0],
    description: LINES[1],
    title_label: LINES[2],
  });
  const fields: Record<string, readonly JsonObject[]> = {};
  for (const [type, { settings, values }] of Object.entries(waysIn(records))) {
    await items.addField(ctx, 'hostile', `the_${type}`, {
      field_type: type,
      label: LINES[3],
      help: LINES[4],
      cardinality: -1,
      ...(settings ? { settings } : {}),
    });
    // What a field does not take never gets into the site.
    const takes = (value: JsonObject) =>
      items.fieldTypes
        .get(type)
        .validate(value, settings ?? items.fieldTypes.get(type).settings.defaults).ok;
    fields[`the_${type}`] = values.filter(takes).slice(0, MOST_VALUES);
  }
  const every = await items.createItem(ctx, 'hostile', {
    title: LINES[0],
    promote: true,
    fields,
  });
  await items.updateItem(ctx, every.id, every.revisionId, {
    log: LINES[5],
    title: LINES[6],
    fields: { ...fields, the_text: (fields['the_text'] ?? []).toReversed(), the_list: [] },
  });
  const revisions = await items.listRevisions(ctx, every.id, { limit: 2, offset: 0 });
  const [later, earlier] = revisions.revisions.map(({ id }) => id);

  const rest = await site.api({ isAdmin: true });
  const ids: string[] = [];
  for (const [at, title] of LINES.entries()) {
    const answer = await rest('POST', '/items/hostile', {
      title: title.slice(0, 255),
      promote: at < 20,
      author_id: records.people[at % records.people.length],
      log: title,
      fields: {
        the_text: [{ value: title.slice(0, 255) }],
        the_reference: [{ target_id: records.terms[at % records.terms.length] }],
        the_long_text: [{ value: TEXTS[at]?.replaceAll(/\p{Cc}/gu, ''), format: 'full_html' }],
      },
    });
    if (answer.status !== 201)
      throw new Error(`REST refused ${title}: ${JSON.stringify(answer.json)}`);
    ids.push(String(answer.json.id));
  }
  const at = `/item/${every.id}`;
  return {
    items: ids,
    everything: [
      at,
      `${at}/edit`,
      `${at}/revisions`,
      `${at}/revisions/${earlier}/${later}`,
      `${at}/delete`,
      '/item/add',
      '/item/add/hostile',
    ],
  };
}

/** Types whose names, fields and help are hostile. */
export async function fillTypes({ items, system }: TestKernel): Promise<readonly string[]> {
  const labels = packed(100)
    .map(asLine)
    .filter((label) => label !== '');
  const helps = packed(1000).map((text) => text.replaceAll(/\p{Cc}/gu, ''));
  await items.createType(system, 'labels', { name: LINES[7], description: LINES[8] });
  for (const [at, label] of labels.slice(0, 50).entries()) {
    const input = { field_type: 'text', label, help: helps[at % helps.length] };
    await items.addField(system, 'labels', `field_${at}`, input);
  }
  for (const [at, name] of labels.slice(50, 75).entries()) {
    await items.createType(system, `type_${at}`, { name, description: name });
  }
  const screens = '/admin/structure/types';
  return [
    screens,
    `${screens}/labels/edit`,
    `${screens}/labels/fields`,
    `${screens}/labels/fields/field_1`,
    '/item/add/labels',
    `${screens}/hostile/fields/the_list`,
  ];
}
