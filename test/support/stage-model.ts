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
 * The rules of stages, as simply as they can be said. `below` says which stage each stands on; stage 0
 * is live, and stands on none. A stage shows what it says itself, else what the stage below shows.
 */
export function createModel(below: readonly (number | undefined)[]) {
  const own: Map<number, Own>[] = below.map(() => new Map());
  let count = 0;
  let versions = 0;
  const journal: {
    place: number;
    records: { item: number; mine: Own; before: Own | undefined; after: Own }[];
  }[] = [];
  const next = () => (versions += 1);

  /** What a stage shows, with the version that it is of; `without`: as if that one had nothing of it. */
  function look(place: number | undefined, item: number, without?: number): Own | undefined {
    if (place === undefined) return undefined;
    const here = place === without ? undefined : own[place]?.get(item);
    return here ?? look(below[place], item, without);
  }
  const standsOn = (place: number | undefined, other: number): boolean =>
    place !== undefined && (place === other || standsOn(below[place], other));
  const shown = (place: number, item: number): Content | undefined => {
    const said = look(place, item)?.said;
    return said === 'deleted' ? undefined : said;
  };
  const baseOf = (place: number, item: number): Own['base'] => {
    const shows = look(below[place], item);
    return { said: shows?.said, version: shows?.version ?? 0 };
  };
  const say = (place: number, item: number, said: Said, kept?: Own): void => {
    const before = own[place]?.get(item);
    const base = before?.base ?? baseOf(place, item);
    own[place]?.set(item, { said, kept, base, version: next() });
  };

  /** Made and thrown away again. */
  const isNothing = ({ said, base }: Own) => said === 'deleted' && base.version === 0;

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
      const target = below[place];
      if (target === undefined) return false;
      const records: (typeof journal)[number]['records'] = [];
      for (const item of chosen) {
        const mine = own[place]?.get(item);
        if (!mine) continue;
        const theirs = look(target, item);
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
        say(target, item, result, result === 'deleted' ? own[target]?.get(item) : undefined);
        const after = own[target]?.get(item);
        if (after) records.push({ item, mine, before, after });
      }
      if (records.length > 0) journal.push({ place, records });
      return true;
    },
    /** To a stage that the first does not stand on; what is on top of it there is not moved. */
    move(place: number, target: number, chosen: readonly number[], side: Side): boolean {
      if (place === 0 || standsOn(place, target)) return false;
      const moved = chosen.flatMap((item) => {
        const mine = own[place]?.get(item);
        return mine && !isNothing(mine) ? [{ item, mine }] : [];
      });
      for (const { item, mine } of moved)
        for (const [at, said] of own.entries()) {
          const other = said.get(item);
          if (!other || at === 0 || at === place || isNothing(other)) continue;
          const isOfIt = mine.base.version === 0 && other.base.version !== 0;
          if (standsOn(at, place) || isOfIt) return false;
        }
      for (const { item, mine } of moved) {
        const theirs = look(target, item, place);
        const same = mine.base.version === (theirs?.version ?? 0);
        const bothGone = mine.said === 'deleted' && (theirs?.said ?? 'deleted') === 'deleted';
        const merged = () => merge(mine.base.said, mine.said, theirs?.said, side);
        const result = same ? mine.said : bothGone ? undefined : merged();
        own[place]?.delete(item);
        if (result === undefined) continue;
        say(target, item, result, result === 'deleted' ? own[target]?.get(item) : undefined);
      }
      return true;
    },
    undo(side: Side): boolean {
      const last = journal.pop();
      if (!last) return false;
      const { place, records } = last;
      const target = below[place] ?? 0;
      // What others have changed of what goes back to where it was made would stand on nothing.
      const isNew = new Set(records.flatMap(({ item, before }) => (before ? [] : [item])));
      for (const [at, said] of own.entries())
        if (at !== 0 && at !== target && !standsOn(at, place))
          for (const [item, { base }] of said)
            if (isNew.has(item) && base.version !== 0) return false;
      for (const { item, mine, before, after } of records) {
        const now = look(target, item);
        if (before === undefined) {
          // What was made in the stage goes back to it, as it is now.
          const here = own[target]?.get(item);
          own[target]?.delete(item);
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
        const isAsBefore = now?.version === before.version;
        if (same && target > 0 && before.version === baseOf(target, item).version)
          own[target]?.delete(item);
        else if (result !== undefined && !isAsBefore) say(target, item, result);
        const here = own[place]?.get(item);
        const base = baseOf(place, item);
        own[place]?.set(item, here ? { ...here, base } : { ...mine, base });
      }
      return true;
    },
  };
}
