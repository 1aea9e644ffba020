import { type Element, link, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType, FieldView, Validated } from '../field-type.ts';
import { switchSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkLine } from '../text-check.ts';
import { accepted, checkObject, refused, short, together } from '../value-check.ts';
import { enteredText, labelledGroup } from '../widget-parts.ts';
import {
  type FileSettings,
  fileElement,
  fileProblem,
  fileReference,
  fileSettings,
} from './file-parts.ts';
import { checkId, gone } from './reference.ts';

export type ImageValue = {
  readonly file_id: string;
  readonly alt: string;
  readonly title: string;
  /** In pixels; null until the file said so. */
  readonly width: number | null;
  readonly height: number | null;
};

const MAX_TEXT = 500;
const KEYS = ['file_id', 'alt', 'title', 'width', 'height'];

const settings = defineSettings<FileSettings & { alt_required: boolean; title: boolean }>({
  ...fileSettings(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif']),
  alt_required: switchSetting({
    label: 'Alternative text must be given',
    help: 'What people who cannot see the picture get in its place.',
    default: true,
  }),
  title: switchSetting({ label: 'Ask for a title', default: false }),
});

/** An uploaded picture with the text that stands for it. */
export const imageType: FieldType<ImageValue> = {
  name: 'image',
  label: 'Image',
  description: 'A picture with a text for those who cannot see it.',
  icon: 'image',
  example: {
    file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11',
    alt: 'The harbour at dawn',
    title: '',
    width: 1600,
    height: 900,
  },
  settings,
  schema: () =>
    Type.Object(
      {
        file_id: Type.String({ description: 'UUID of an uploaded file; empty is none.' }),
        alt: Type.Optional(Type.String({ maxLength: MAX_TEXT })),
        title: Type.Optional(Type.String({ maxLength: MAX_TEXT })),
        width: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
        height: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
      },
      { additionalProperties: false },
    ),
  validate: (input, given) => {
    const object = checkObject(input, KEYS, imageType.example);
    if (!object.ok) return object;
    const { file_id: id, alt, title, width, height } = object.value;
    const checked = together<ImageValue>({
      file_id: checkId(id, '/file_id'),
      alt: checkLine(alt ?? '', '/alt', { maxLength: MAX_TEXT, example: 'The harbour at dawn' }),
      title: checkLine(title ?? '', '/title', { maxLength: MAX_TEXT, example: 'Harbour' }),
      width: checkPixels(width, '/width'),
      height: checkPixels(height, '/height'),
    });
    if (!checked.ok || checked.value.file_id === '') return checked;
    return settings.read(given).alt_required && checked.value.alt === ''
      ? refused('required', 'Describe the picture for people who cannot see it.', '/alt')
      : checked;
  },
  references: fileReference,
  settle: (value, given, resolve) => {
    const file = resolve('file', value.file_id);
    if (!file) return accepted(value);
    const wrong = fileProblem(file, settings.read(given));
    if (wrong) return wrong;
    if (file.mime !== undefined && !file.mime.startsWith('image/')) {
      return refused('not_allowed', `“${short(file.label)}” is no picture.`, '/file_id');
    }
    return accepted({
      ...value,
      width: file.width ?? value.width,
      height: file.height ?? value.height,
    });
  },
  isEmpty: ({ file_id: id }) => id === '',
  compare: (a, b) => compareText(a.file_id, b.file_id) || compareText(a.alt, b.alt),
  sql: { type: 'uuid', key: 'file_id' },
  toText: (value, view) => value.alt || view.resolve('file', value.file_id)?.label || value.file_id,
  fromText: (given) => (given.trim() === '' ? undefined : { file_id: given.trim() }),
  widgets: {
    upload: {
      label: 'Upload with alternative text',
      build: (value, view) => {
        const read = settings.read(view.settings);
        return labelledGroup(view, 'fieldset', {
          // The legend around it says what it is for.
          file_id: {
            ...fileElement(value?.file_id, { ...view, help: '' }, read, true),
            label: 'File',
          },
          alt: {
            kind: 'text',
            label: 'Alternative text',
            help: 'What the picture shows, for people who cannot see it.',
            maxLength: MAX_TEXT,
            ...(value ? { default: value.alt } : {}),
          },
          title: {
            kind: 'text',
            label: 'Title',
            maxLength: MAX_TEXT,
            access: read.title,
            ...(value ? { default: value.title } : {}),
          },
          // A file that is gone cannot be measured again.
          measured: { kind: 'hidden', default: value ? measuredText(value) : '' },
        });
      },
      parse: (given) => {
        const id = enteredText(given, 'file_id');
        if (id === '') return undefined;
        const [alt, title] = ['alt', 'title'].map((key) => enteredText(given, key).trim());
        const size = measuredSize(id, enteredText(given, 'measured'));
        return { file_id: id, alt, title, ...size };
      },
    },
  },
  formatters: {
    image: { label: 'Picture', build: (value, view) => picture(value, view) },
    name: {
      label: 'Name with a link to the picture',
      build: (value, view) => {
        const file = view.resolve('file', value.file_id);
        if (!file) return gone('Picture no longer available');
        return file.url === undefined ? text(file.label) : link(file.url, file.label);
      },
    },
  },
};

function measuredText({ file_id: id, width, height }: ImageValue): string {
  return [id, width ?? '', height ?? ''].join(' ');
}

/** The size that goes with the file, if that is the one which was measured. */
function measuredSize(id: string, measured: string) {
  const [of, width, height] = measured.split(' ');
  return of === id ? { width: Number(width) || null, height: Number(height) || null } : {};
}

function picture(value: ImageValue, view: FieldView): Element {
  const file = view.resolve('file', value.file_id);
  if (file?.url === undefined) return gone('Picture no longer available');
  const width = value.width ?? file.width;
  const height = value.height ?? file.height;
  return {
    '#type': 'image',
    '#url': file.url,
    '#alt': value.alt,
    ...(width ? { '#width': width } : {}),
    ...(height ? { '#height': height } : {}),
    ...(value.title ? { '#attributes': { title: value.title } } : {}),
  };
}

function checkPixels(input: unknown, at: string): Validated<number | null> {
  if (input === undefined || input === null) return accepted(null);
  return typeof input === 'number' && Number.isInteger(input) && input > 0 && input <= 100_000
    ? accepted(input)
    : refused('type', 'Expected a number of pixels, e.g. 1600, or nothing.', at);
}
