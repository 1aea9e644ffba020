interface Link {
  readonly label: string;
}

/** Fails when there is none. */
export function firstOf(links: readonly Link[] | undefined): string {
  const all = links as readonly Link[];
  return all[0]?.label ?? 'none';
}
