import type { TestKernel } from './kernel.ts';

const DAY = 86_400_000;
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A small site about conferences: three of them, their topics, and who speaks there. */
export async function makeConferences({ items, categories, system }: TestKernel): Promise<void> {
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const science = await categories.createTerm(system, 'topic', { name: 'Science' });
  const physics = await categories.createTerm(system, 'topic', {
    name: 'Physics',
    parents: [science.id],
  });
  await categories.createTerm(system, 'topic', { name: 'Cooking' });

  await items.createType(system, 'conference', { name: 'Conference' });
  const fields = {
    dates: { field_type: 'date_range', label: 'Dates' },
    city: { field_type: 'text', label: 'City' },
    country: { field_type: 'text', label: 'Country' },
    cfp: { field_type: 'date', label: 'Papers are taken until' },
    topics: {
      field_type: 'reference',
      label: 'Topics',
      cardinality: -1,
      settings: { target_type: 'term', bundles: ['topic'] },
    },
  };
  for (const [name, field] of Object.entries(fields)) {
    await items.addField(system, 'conference', name, field);
  }
  await items.createType(system, 'speaker', { name: 'Speaker' });
  await items.addField(system, 'speaker', 'speaks_at', {
    field_type: 'reference',
    label: 'Speaks at',
    settings: { target_type: 'item', bundles: ['conference'] },
  });

  const ids = new Map<string, string>();
  for (const [title, days, city, country] of [
    ['Past Conf', -40, 'Cork', 'Ireland'],
    ['Next Conf', 20, 'Dublin', 'Ireland'],
    ['Later Conf', 90, 'Bergen', 'Norway'],
  ] as const) {
    const { id } = await items.createItem(system, 'conference', {
      title,
      status: true,
      fields: {
        dates: { start: inDays(days), end: inDays(days + 2) },
        city: { value: city },
        country: { value: country },
        cfp: { value: inDays(days - 30) },
        topics: [{ target_id: physics.id }],
      },
    });
    ids.set(title, id);
  }
  for (const [title, at] of [
    ['Grace', 'Next Conf'],
    ['Edsger', 'Later Conf'],
  ] as const) {
    await items.createItem(system, 'speaker', {
      title,
      status: true,
      fields: { speaks_at: { target_id: ids.get(at) ?? '' } },
    });
  }
}
