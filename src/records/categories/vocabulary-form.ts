import type { FormDefinition, FormElements } from '#grammar/forms';
import type { Categories } from './categories.ts';
import type { Vocabulary } from './category.ts';

/** Adds a vocabulary, or changes the one it is given. */
export function createVocabularyForm(
  categories: Categories,
): FormDefinition<{ readonly vocabulary: Vocabulary | undefined }> {
  return {
    id: 'vocabulary_form',
    build: async (_ctx, { vocabulary }) => ({
      elements: vocabularyElements(vocabulary),
      actions: { save: { label: vocabulary ? 'Save' : 'Add vocabulary', look: 'primary' } },
    }),
    async submit(ctx, { vocabulary }, values) {
      const input = { label: values['label'], description: values['description'] };
      const saved = vocabulary
        ? await categories.updateVocabulary(ctx, vocabulary.name, input)
        : await categories.createVocabulary(ctx, values['name'], input);
      const text = vocabulary
        ? `“${saved.label}” was saved.`
        : `“${saved.label}” was added. Now give it its first terms.`;
      return {
        kind: 'redirect',
        to: `/admin/categories/${saved.name}`,
        messages: [{ tone: 'positive', text }],
      };
    },
  };
}

function vocabularyElements(vocabulary: Vocabulary | undefined): FormElements {
  return {
    label: {
      kind: 'text',
      label: 'Name',
      help: 'What the terms have in common, for example Topics or Places.',
      required: true,
      maxLength: 255,
      default: vocabulary?.label ?? '',
    },
    ...(vocabulary
      ? {}
      : {
          name: {
            kind: 'text',
            label: 'Machine name',
            help: 'Small letters, digits and underscores. It cannot be changed later.',
            required: true,
            maxLength: 32,
            machineNameOf: '/label',
          },
        }),
    description: {
      kind: 'textarea',
      label: 'Description',
      rows: 3,
      default: vocabulary?.description ?? '',
    },
  };
}
