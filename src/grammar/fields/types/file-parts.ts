import type { JsonObject } from '#base';
import type { FileFormElement } from '#grammar/forms';
import type { ResolvedReference, Validated, WidgetView } from '../field-type.ts';
import { linesSetting, wholeNumberSetting } from '../setting-kinds.ts';
import type { Setting } from '../settings.ts';
import { formatBytes } from '../number-text.ts';
import { list, refused, short } from '../value-check.ts';
import { wordsOf } from '../widget-parts.ts';

/** What files and images have in common. */

export type FileSettings = {
  readonly extensions: readonly string[];
  readonly max_megabytes: number;
};

export function fileSettings(extensions: readonly string[]): {
  readonly [Name in keyof FileSettings]: Setting<FileSettings[Name]>;
} {
  return {
    extensions: linesSetting({
      label: 'Allowed file name endings',
      help: 'One on each line, e.g. pdf.',
      default: extensions,
      normalise: (line) => line.toLowerCase().replace(/^\*?\./, ''),
      check: (ending) =>
        /^[a-z0-9]{1,16}$/.test(ending) ? undefined : `“${short(ending)}” is no file name ending`,
    }),
    max_megabytes: wholeNumberSetting({
      label: 'Largest file',
      help: 'In megabytes.',
      default: 20,
      min: 1,
      max: 2000,
    }),
  };
}

export function fileElement(
  id: string | undefined,
  view: WidgetView,
  { extensions, max_megabytes: most }: FileSettings,
  image: boolean,
): FileFormElement {
  const found = id === undefined ? undefined : view.resolve('file', id);
  return {
    kind: 'file',
    ...wordsOf(view),
    extensions,
    maxSize: most * 1024 * 1024,
    ...(id === undefined
      ? {}
      : {
          default: {
            id,
            name: found?.label ?? 'No longer available',
            url: found?.url ?? '',
            ...(image && found ? { image: true } : {}),
          },
        }),
  };
}

/** What is wrong with a file for this field. */
export function fileProblem(
  file: ResolvedReference,
  settings: FileSettings,
): Validated<never> | undefined {
  const { extensions, max_megabytes: most } = settings;
  const ending = /\.([^.]+)$/.exec(file.label)?.[1]?.toLowerCase() ?? '';
  if (extensions.length > 0 && !extensions.includes(ending)) {
    const message = `“${short(file.label)}” cannot be used here: expected a file that ends in ${list(
      extensions.map((one) => `.${one}`),
      'or',
    )}.`;
    return refused('not_allowed', message, '/file_id');
  }
  if (file.size !== undefined && file.size > most * 1024 * 1024) {
    const message = `At most ${most} MB; “${short(file.label)}” has ${formatBytes(file.size, 'en')}.`;
    return refused('too_large', message, '/file_id');
  }
  return undefined;
}

/** A file is pointed to by its id, whatever else the value says. */
export function fileReference(value: { readonly file_id: string } & JsonObject) {
  return [{ type: 'file', id: value.file_id, pointer: '/file_id', bundles: [] }] as const;
}
