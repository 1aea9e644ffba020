import * as fc from 'fast-check';
import { type FieldCase, line, id, notObjects } from './field-case.ts';

export const recordCases: readonly FieldCase[] = [
  {
    type: 'reference',
    settings: { target_type: 'term', bundles: ['topics'] },
    right: fc.oneof(
      fc.record({ target_id: id }),
      fc.record({ target_id: id, target_type: fc.constant('term') }),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/target_id', 'type'],
      [{ target_id: 5 }, '/target_id', 'type'],
      [{ target_id: 'Go' }, '/target_id', 'format'],
      [
        { target_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', target_type: 'item' },
        '/target_type',
        'not_allowed',
      ],
    ],
  },
  {
    type: 'file',
    settings: {},
    right: fc.oneof(fc.record({ file_id: id }), fc.record({ file_id: id, description: line })),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ file_id: 'x' }, '/file_id', 'format'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', description: 1 }, '/description', 'type'],
      [{ file_id: '', url: '' }, '/url', 'unknown_key'],
    ],
  },
  {
    type: 'image',
    settings: { title: true },
    right: fc.record({
      file_id: id,
      alt: line.map((text) => text || 'x'),
      title: line,
      width: fc.integer({ min: 1, max: 9999 }),
    }),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ file_id: 'x', alt: 'x' }, '/file_id', 'format'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11' }, '/alt', 'required'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', alt: 'x', width: -1 }, '/width', 'type'],
      [
        { file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', alt: 'x', src: '' },
        '/src',
        'unknown_key',
      ],
    ],
  },
];
