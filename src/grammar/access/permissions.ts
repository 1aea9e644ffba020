/** One named right, as the permissions screen shows it. */
export interface Permission {
  /** Stable name, e.g. `administer users`, `edit own article content`. */
  readonly name: string;
  /** A few words for the screen, sentence case. */
  readonly label: string;
  /** A sentence for the screen, where the label does not say all. */
  readonly description?: string;
  /** The heading it stands under, e.g. `Content`, `People`. */
  readonly group: string;
  /** Says so on the screen: who has it can take over the site. */
  readonly dangerous?: boolean;
}

/** Every permission there is. Rooms register theirs, some of which depend on the item types. */
export interface PermissionRegistry {
  register(source: () => readonly Permission[]): void;
  list(): readonly Permission[];
  /** What people call the permission of this name; the name itself where there is none. */
  labelOf(name: string): string;
}

export function createPermissionRegistry(): PermissionRegistry {
  const sources: (() => readonly Permission[])[] = [];
  const list = () => sources.flatMap((source) => source());
  return {
    register: (source) => void sources.push(source),
    list,
    labelOf: (name) => list().find((one) => one.name === name)?.label ?? name,
  };
}
