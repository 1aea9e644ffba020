import type { JsonObject } from '#base';

/** A named chain of filters that makes text of people safe to show. */
export interface TextFormat {
  /** Machine name: `filtered_html`. */
  readonly name: string;
  readonly label: string;
  /** In the order in which they are applied; the sanitiser comes after the last one. */
  readonly filters: readonly FilterUse[];
  /** Lighter ones are offered first. */
  readonly weight: number;
}

/** A filter as one format uses it. */
export interface FilterUse {
  /** `line_breaks`; of a plugin `PLUGIN:NAME`. */
  readonly name: string;
  readonly settings: JsonObject;
}

/** The format that everybody may write in; its filters can be changed as far as it stays plain. */
export const PLAIN_TEXT = 'plain_text';

/** The permission to write in the format of this name. */
export function usePermission(format: string): string {
  return `use text format ${format}`;
}
