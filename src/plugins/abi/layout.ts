import type { WitType } from './wit-types.ts';

/** How values lie in memory, and as how many core values they are passed: the canonical ABI. */
export interface Layout {
  readonly size: number;
  readonly align: number;
  readonly flat: number;
}

const PLAIN = {
  bool: { size: 1, align: 1, flat: 1 },
  u8: { size: 1, align: 1, flat: 1 },
  u32: { size: 4, align: 4, flat: 1 },
  s64: { size: 8, align: 8, flat: 1 },
  u64: { size: 8, align: 8, flat: 1 },
  f64: { size: 8, align: 8, flat: 1 },
  string: { size: 8, align: 4, flat: 2 },
} as const satisfies Record<string, Layout>;

/** Layout of a list: where it begins and how many it has. */
const LIST: Layout = { size: 8, align: 4, flat: 2 };

export function layoutOf(type: WitType): Layout {
  if (type.kind === 'list') return LIST;
  if (type.kind === 'record') {
    const fields = type.fields.map((field) => layoutOf(field.type));
    const { offsets, end, align } = place(fields);
    return {
      size: offsets.length === 0 ? 0 : alignTo(end, align),
      align,
      flat: fields.reduce((sum, { flat }) => sum + flat, 0),
    };
  }
  const cases = casesOf(type);
  return cases === undefined ? PLAIN[type.kind as keyof typeof PLAIN] : layoutOfCases(cases);
}

/** What a variant, enum, option or result may hold, in order; undefined for other types. */
export function casesOf(type: WitType): readonly (WitType | undefined)[] | undefined {
  if (type.kind === 'variant') return type.cases.map((one) => one.type);
  if (type.kind === 'enum') return type.names.map(() => undefined);
  if (type.kind === 'option') return [undefined, type.value];
  if (type.kind === 'result') return [type.ok, type.error];
  return undefined;
}

/** Where in a record each field lies. */
export function fieldOffsets(fields: readonly { readonly type: WitType }[]): readonly number[] {
  return place(fields.map(({ type }) => layoutOf(type))).offsets;
}

/** Where in a variant what it holds lies. Its number stands before, as one byte. */
export function payloadOffset(cases: readonly (WitType | undefined)[]): number {
  return Math.max(1, ...cases.map((type) => (type === undefined ? 1 : layoutOf(type).align)));
}

function layoutOfCases(cases: readonly (WitType | undefined)[]): Layout {
  const layouts = cases.map((type) => (type === undefined ? undefined : layoutOf(type)));
  const align = payloadOffset(cases);
  const payload = Math.max(0, ...layouts.map((layout) => layout?.size ?? 0));
  const flat = 1 + Math.max(0, ...layouts.map((layout) => layout?.flat ?? 0));
  return { size: alignTo(align + payload, align), align, flat };
}

function place(layouts: readonly Layout[]): {
  readonly offsets: readonly number[];
  readonly end: number;
  readonly align: number;
} {
  let end = 0;
  const offsets = layouts.map(({ size, align }) => {
    const start = alignTo(end, align);
    end = start + size;
    return start;
  });
  return { offsets, end, align: Math.max(1, ...layouts.map(({ align }) => align)) };
}

function alignTo(offset: number, align: number): number {
  return Math.ceil(offset / align) * align;
}
