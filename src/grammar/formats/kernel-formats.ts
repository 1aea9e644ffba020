import { limitTags } from './filters/limit-tags.ts';
import { type FilterUse, PLAIN_TEXT, type TextFormat } from './text-format.ts';

/** The formats that every site has, in the order in which they are offered. */
export const kernelFormats: readonly TextFormat[] = [
  {
    name: 'filtered_html',
    label: 'Filtered HTML',
    weight: 0,
    filters: [
      use('line_breaks'),
      use('links'),
      use('code_highlight'),
      use('limit_tags', limitTags.defaults),
    ],
  },
  {
    name: 'full_html',
    label: 'Full HTML',
    weight: 1,
    filters: [use('image_captions'), use('code_highlight')],
  },
  {
    name: PLAIN_TEXT,
    label: 'Plain text',
    weight: 2,
    filters: [
      use('escape'),
      use('line_breaks'),
      use('links'),
      use('limit_tags', { allowed: '<p> <br> <a href>' }),
    ],
  },
];

/** Whether every site has the format of this name. */
export function isKernelFormat(name: string): boolean {
  return kernelFormats.some((format) => format.name === name);
}

function use(name: string, settings: FilterUse['settings'] = {}): FilterUse {
  return { name, settings };
}
