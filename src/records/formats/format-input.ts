import type { FilterUse } from '#grammar/formats';

export interface FormatInput {
  readonly label: string;
  readonly filters: readonly FilterUse[];
}
