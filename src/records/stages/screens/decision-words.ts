import type { Look } from '#grammar/render';

/** What the sides are called where somebody decides between them. */
export interface DecisionWords {
  /** What both began with. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  readonly keepMine: string;
  readonly keepTheirs: string;
  /** About being there or not; `deleted`: it is `mine` that has it no more. */
  presence(deleted: boolean): {
    readonly what: string;
    readonly mine: string;
    readonly theirs: string;
  };
  /** The button. */
  readonly action: string;
  readonly look: Look;
  readonly icon: string;
}

/** A stage and what it is published to. */
export function publishWords(stage: string, upstream: string, open: boolean): DecisionWords {
  return {
    base: 'Before both',
    mine: stage,
    theirs: upstream,
    keepMine: `As in ${stage}`,
    keepTheirs: `As in ${upstream}`,
    presence: (deleted) =>
      deleted
        ? {
            what: `It was deleted in ${stage}, and changed in ${upstream} since.`,
            mine: `Delete it in ${upstream} too`,
            theirs: `Keep it, as it is in ${upstream}`,
          }
        : {
            what: `It was changed in ${stage}, and deleted in ${upstream} since.`,
            mine: `Keep it, as it is in ${stage}`,
            theirs: 'Leave it deleted',
          },
    action: open ? 'Publish with these decisions' : 'Publish',
    look: 'primary',
    icon: 'upload',
  };
}

/** A stage and the one that something of it is moved to. */
export function moveWords(from: string, to: string, open: boolean): DecisionWords {
  return {
    ...publishWords(from, to, open),
    action: open ? 'Move with these decisions' : 'Move',
    icon: 'arrow-right',
  };
}

/** What was there before a publish, and what is there now. */
export function undoWords(): DecisionWords {
  return {
    base: 'As it was published',
    mine: 'Before the publish',
    theirs: 'Now',
    keepMine: 'As it was before the publish',
    keepTheirs: 'As it is now',
    presence: (deleted) =>
      deleted
        ? {
            what: 'It was deleted before the publish, and was changed since.',
            mine: 'Delete it again',
            theirs: 'Keep it, as it is now',
          }
        : {
            what: 'It was there before the publish, and was deleted since.',
            mine: 'Bring it back, as it was before',
            theirs: 'Leave it deleted',
          },
    action: 'Take back',
    look: 'danger',
    icon: 'undo-2',
  };
}
