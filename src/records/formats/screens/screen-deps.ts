import type { RequestContext } from '#grammar/access';
import type { TextFormats } from '#grammar/formats';
import type { Forms } from '#grammar/forms';
import type { Formats } from '../formats.ts';

export interface FormatScreenDeps {
  readonly formats: Formats;
  /** Shows what a format that is being changed makes of a text. */
  readonly textFormats: Pick<TextFormats, 'tryOut' | 'pluginFilters'>;
  readonly forms: Forms;
  roles(): Promise<readonly RoleView[]>;
  /** How much content has text in a format. */
  uses(ctx: RequestContext, format: string): Promise<Uses>;
}

/** A role, as far as it may write in formats. */
export interface RoleView {
  readonly label: string;
  readonly permissions: ReadonlySet<string>;
}

export interface Uses {
  readonly items: number;
  /** `Body (Article)`. */
  readonly fields: readonly string[];
  /** Fields whose settings name it. */
  readonly settings: readonly string[];
}
