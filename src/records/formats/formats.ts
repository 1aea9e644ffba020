import type { RequestContext } from '#grammar/access';
import type { TextFormat } from '#grammar/formats';
import type { Logger } from '#platform/telemetry';
import { createDeleteFormat } from './delete-format.ts';
import { createKeptFormats } from './kept-formats.ts';
import { createOrderFormats } from './order-formats.ts';
import { createResetFormat } from './reset-format.ts';
import { createSaveFormat } from './save-format.ts';
import type { FormatDeps } from './format-deps.ts';
import type { FormatInput } from './format-input.ts';

/**
 * The text formats of the site. Changing them needs `administer text formats`; every kernel knows
 * a moment later.
 */
export interface Formats extends AsyncDisposable {
  /** All, in the order in which they are offered; the same objects until something was saved. */
  list(): readonly TextFormat[];
  /** Throws `InvalidInput` with every problem at once; nothing is kept then. */
  createFormat(
    ctx: RequestContext,
    input: FormatInput & { readonly name: string },
  ): Promise<TextFormat>;
  /** `base`, the version that the change began with, is no longer the current one: `Conflict`. */
  updateFormat(
    ctx: RequestContext,
    name: string,
    input: FormatInput,
    base?: string,
  ): Promise<TextFormat>;
  /** Makes a format of the program what it came as. */
  resetFormat(ctx: RequestContext, name: string): Promise<void>;
  /** Texts in it are shown escaped from then on. Those of the program stay: `Conflict`. */
  deleteFormat(ctx: RequestContext, name: string): Promise<void>;
  /** Those that are not named follow in the order that they have. */
  orderFormats(ctx: RequestContext, names: readonly string[]): Promise<void>;
}

export async function createFormats(
  options: Omit<FormatDeps, 'kept'> & { readonly log: Logger },
): Promise<Formats> {
  const kept = await createKeptFormats(options);
  const deps = { ...options, kept };
  return {
    list: kept.list,
    ...createSaveFormat(deps),
    resetFormat: createResetFormat(deps),
    deleteFormat: createDeleteFormat(deps),
    orderFormats: createOrderFormats(deps),
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}
