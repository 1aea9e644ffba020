/** What is done with a stage itself. */
export const DEEDS = [
  'made',
  'changed',
  'closed',
  'published',
  'taken_back',
  'discarded',
  'submitted',
  'approved',
  'sent_back',
  'withdrawn',
  'moved_away',
  'moved_here',
  'scheduled',
  'unscheduled',
  'shared',
  'unshared',
] as const;

export type Deed = (typeof DEEDS)[number];

/** A line of what was done with a stage or in it, by whom. */
export interface Activity {
  readonly at: Date;
  readonly by: string;
  /** `saved`: a record of it. */
  readonly what: Deed | 'saved';
  /** Of a record what it is called, else how many records, a time or a note. */
  readonly detail: string;
}
