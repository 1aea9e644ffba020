import { container, inOrder, link, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { formatBytes } from '../number-text.ts';
import { defineSettings } from '../settings.ts';
import { checkLine } from '../text-check.ts';
import { accepted, checkObject, together } from '../value-check.ts';
import { enteredText, labelledGroup } from '../widget-parts.ts';
import {
  type FileSettings,
  fileElement,
  fileProblem,
  fileReference,
  fileSettings,
} from './file-parts.ts';
import { checkId, gone } from './reference.ts';

export type FileValue = { readonly file_id: string; readonly description: string };

const MAX_DESCRIPTION = 255;

const settings = defineSettings<FileSettings>(
  fileSettings(['pdf', 'txt', 'md', 'csv', 'zip', 'odt', 'ods', 'odp', 'docx', 'xlsx', 'pptx']),
);

/** An uploaded file with a description. */
export const fileType: FieldType<FileValue> = {
  name: 'file',
  label: 'File',
  description: 'A file for readers to download, such as slides.',
  icon: 'paperclip',
  example: { file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', description: 'Slides' },
  settings,
  schema: () =>
    Type.Object(
      {
        file_id: Type.String({ description: 'UUID of an uploaded file; empty is none.' }),
        description: Type.Optional(Type.String({ maxLength: MAX_DESCRIPTION })),
      },
      { additionalProperties: false },
    ),
  validate: (input) => {
    const object = checkObject(input, ['file_id', 'description'], fileType.example);
    if (!object.ok) return object;
    return together<FileValue>({
      file_id: checkId(object.value['file_id'], '/file_id'),
      description: checkLine(object.value['description'] ?? '', '/description', {
        maxLength: MAX_DESCRIPTION,
        example: 'Slides',
      }),
    });
  },
  references: fileReference,
  settle: (value, given, resolve) => {
    const file = resolve('file', value.file_id);
    return (file && fileProblem(file, settings.read(given))) ?? accepted(value);
  },
  isEmpty: ({ file_id: id }) => id === '',
  compare: (a, b) => compareText(a.file_id, b.file_id) || compareText(a.description, b.description),
  sql: { type: 'uuid', key: 'file_id' },
  toText: (value, view) =>
    value.description || view.resolve('file', value.file_id)?.label || value.file_id,
  fromText: (given) => (given.trim() === '' ? undefined : { file_id: given.trim() }),
  widgets: {
    upload: {
      label: 'Upload with a description',
      build: (value, view) =>
        labelledGroup(view, 'fieldset', {
          file_id: {
            ...fileElement(value?.file_id, view, settings.read(view.settings), false),
            label: 'File',
          },
          description: {
            kind: 'text',
            label: 'Description',
            help: 'Shown in place of the file name.',
            maxLength: MAX_DESCRIPTION,
            ...(value ? { default: value.description } : {}),
          },
        }),
      parse: (given) => {
        const id = enteredText(given, 'file_id');
        return id === ''
          ? undefined
          : { file_id: id, description: enteredText(given, 'description').trim() };
      },
    },
  },
  formatters: {
    link: {
      label: 'Link with the size',
      build: (value, view) => {
        const file = view.resolve('file', value.file_id);
        if (!file) return gone('File no longer available');
        const name = value.description || file.label;
        return container(
          inOrder(
            file.url === undefined ? text(name) : link(file.url, name, { icon: 'paperclip' }),
            file.size !== undefined && text(` (${formatBytes(file.size, view.ctx.locale)})`),
          ),
          { tag: 'span' },
        );
      },
    },
    name: {
      label: 'Description or name',
      build: (value, view) => {
        const file = view.resolve('file', value.file_id);
        return file ? text(value.description || file.label) : gone('File no longer available');
      },
    },
  },
};
