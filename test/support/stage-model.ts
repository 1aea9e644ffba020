/** A version of an item, as far as the rules of stages go. */
export interface Content {
  readonly title: string;
  readonly note: string | undefined;
}

type Side = 'mine' | 'theirs';
/** What a stage says of an item: a version, or that it is deleted. */
type Said = Content | 'deleted';
/** With what its upstream showed when it began to say so. */
interface Own {
  readonly said: Said;
  /** What it was before it was deleted here: comes back with it. */
  readonly kept: Own | undefined;
  readonly base: { readonly said: Said | undefined; readonly version: number };
  readonly version: number;
}

/**
 * The rules of stages, as simply as they can be said. Stage 0 is live; each stands on the one before.
 * A stage shows what it says itself, else what the stage below shows.
 */
export function createModel(stages: number) {
  let own: Map<number, Own>[] = Array.from({ length: stages }, () => new Map());
  let count = 0;
  let versions = 0;
  const journal: {
    place: number;
    records: { item: number; mine: Own; before: Own | undefined; after: Own }[];
  }[] = [];
  const next = () => (versions += 1);

  /** What a stage shows, with the version that it is of. */
  function look(place: number, item: number): Own | undefined {
    for (let at = place; at >= 0; at--) {
      const found = own[at]?.get(item);
      if (found) return found;
    }
    return undefined;
  }
  const shown = (place: number, item: number): Content | undefined => {
    const said = look(place, item)?.said;
    return said === 'deleted' ? undefined : said;
  };
  const baseOf = (place: number, item: number): Own['base'] => {
    const below = place === 0 ? undefined : look(place - 1, item);
    return { said: below?.said, version: below?.version ?? 0 };
  };
  const say = (place: number, item: number, said: Said, kept?: Own): void => {
    const before = own[place]?.get(item);
    const base = before?.base ?? baseOf(place, item);
    own[place]?.set(item, { said, kept, base, version: next() });
  };

  /** What `mine` and `theirs` made of `base`. */
  function merge(
    base: Said | undefined,
    mine: Said,
    theirs: Said | undefined,
    side: Side,
  ): Said | undefined {
    if (mine === 'deleted' || theirs === 'deleted' || theirs === undefined)
      return side === 'mine' ? mine : undefined;
    const was = base === 'deleted' ? undefined : base;
    const pick = <Part extends keyof Content>(part: Part): Content[Part] => {
      if (mine[part] === was?.[part]) return theirs[part];
      if (theirs[part] === was?.[part]) return mine[part];
      return side === 'mine' ? mine[part] : theirs[part];
    };
    return { title: pick('title'), note: pick('note') };
  }

  return {
    view(place: number): ReadonlyMap<number, Content> {
      const view = new Map<number, Content>();
      for (let item = 0; item < count; item++) {
        const content = shown(place, item);
        if (content) view.set(item, content);
      }
      return view;
    },
    create(place: number, content: Content): void {
      say(place, count, content);
      count += 1;
    },
    change(place: number, item: number, change: Partial<Content>): boolean {
      const now = shown(place, item);
      if (!now) return false;
      const changed = { ...now, ...change };
      if (changed.title !== now.title || changed.note !== now.note) say(place, item, changed);
      return true;
    },
    /** A version even where nothing differs. */
    revert(place: number, item: number, to: Content): boolean {
      if (!shown(place, item)) return false;
      say(place, item, to);
      return true;
    },
    delete(place: number, item: number): boolean {
      const now = look(place, item);
      if (!now || now.said === 'deleted') return false;
      say(place, item, 'deleted', own[place]?.get(item));
      return true;
    },
    /** Out of the trash of this stage. */
    restore(place: number, item: number): boolean {
      const here = own[place]?.get(item);
      if (here?.said !== 'deleted') return false;
      if (here.kept) own[place]?.set(item, { ...here.kept });
      else own[place]?.delete(item);
      return true;
    },
    discard(place: number, item: number): void {
      const here = own[place]?.get(item);
      if (!here) return;
      // What was made here goes into the trash of the stage.
      if (here.base.said === undefined && here.base.version === 0) {
        if (here.said !== 'deleted') say(place, item, 'deleted', here);
      } else own[place]?.delete(item);
    },
    publish(place: number, chosen: readonly number[], side: Side): boolean {
      if (place === 0) return false;
      const records: (typeof journal)[number]['records'] = [];
      for (const item of chosen) {
        const mine = own[place]?.get(item);
        if (!mine) continue;
        const theirs = look(place - 1, item);
        const before = theirs;
        const isNew = mine.base.version === 0;
        if (isNew && mine.said === 'deleted' && !theirs) continue;
        const same = mine.base.version === (theirs?.version ?? 0);
        const bothGone = mine.said === 'deleted' && (theirs?.said ?? 'deleted') === 'deleted';
        const result = same
          ? mine.said
          : bothGone
            ? undefined
            : merge(mine.base.said, mine.said, theirs?.said, side);
        own[place]?.delete(item);
        if (result === undefined) continue;
        say(place - 1, item, result, result === 'deleted' ? own[place - 1]?.get(item) : undefined);
        const after = own[place - 1]?.get(item);
        if (after) records.push({ item, mine, before, after });
      }
      if (records.length > 0) journal.push({ place, records });
      return true;
    },
    undo(side: Side): boolean {
      const last = journal.pop();
      if (!last) return false;
      const { place, records } = last;
      for (const { item, mine, before, after } of records) {
        const now = look(place - 1, item);
        if (before === undefined) {
          // What was made in the stage goes back to it, as it is now.
          const here = own[place - 1]?.get(item);
          own[place - 1]?.delete(item);
          const back = own[place]?.get(item) ?? here;
          if (back) own[place]?.set(item, { ...back, base: { said: undefined, version: 0 } });
          continue;
        }
        const same = now?.version === after.version;
        const bothGone = before.said === 'deleted' && now?.said === 'deleted';
        const result = same
          ? before.said
          : bothGone
            ? undefined
            : merge(after.said, before.said, now?.said, side);
        // What the stage below it showed then, it shows by itself.
        if (same && place > 1 && before.version === baseOf(place - 1, item).version)
          own[place - 1]?.delete(item);
        else if (result !== undefined) say(place - 1, item, result);
        const here = own[place]?.get(item);
        const base = baseOf(place, item);
        own[place]?.set(item, here ? { ...here, base } : { ...mine, base });
      }
      return true;
    },
  };
}
