import type { JsonObject } from '#base';
import { Type } from 'typebox';
import type { Preview } from '../previews/preview.ts';
import type { Publish, PublishedRecord } from '../publish/journal-store.ts';
import type { OpenRecord } from '../publish/open-records.ts';
import type { PlannedRecord } from '../publish/plan.ts';
import { seenStates } from '../publish/seen-states.ts';
import type { RecordState } from '../publish/stageable.ts';
import { REVIEW_STATES, type ReviewStep } from '../review/review.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Stage } from '../stage.ts';

/** A stage as REST shows it. */
export function stageJson(stage: Stage): JsonObject {
  return {
    id: stage.id,
    name: stage.name,
    label: stage.label,
    description: stage.description,
    upstream: stage.upstreamId,
    squash: stage.squash,
    approval: stage.approval,
    created: stage.created.toISOString(),
  };
}

/** A record that a stage changed. */
export function changeJson(record: PlannedRecord): JsonObject {
  return {
    record: `${record.type}:${record.id}`,
    label: record.label,
    change: record.change,
    changed: record.changed.toISOString(),
    by: record.by,
    conflict: record.settlement.is === 'conflict',
    state: record.review.state,
    step: record.review.last ? stepJson(record.review.last) : null,
    seen: record.review.seen,
  };
}

function stepJson({ to, at, by, note }: ReviewStep): JsonObject {
  return { to, at: at.toISOString(), by, note };
}

/** A record that both sides changed, with what each says of the parts that differ. */
export function conflictJson({ key, label, base, mine, theirs, parts }: OpenRecord): JsonObject {
  return {
    record: key,
    label,
    base: base.state.is,
    mine: mine.state.is,
    theirs: theirs.state.is,
    seen: seenStates({ base: base.state, mine: mine.state, theirs: theirs.state }),
    parts: parts.map((part) => ({
      part,
      base: base.parts?.[part] ?? null,
      mine: mine.parts?.[part] ?? null,
      theirs: theirs.parts?.[part] ?? null,
    })),
  };
}

export function publishJson(publish: Publish): JsonObject {
  return {
    id: publish.id,
    stage: publish.stageId,
    upstream: publish.upstreamId,
    published: publish.published.toISOString(),
    by: { id: publish.publishedBy, name: publish.publishedByName },
    log: publish.log,
    changes: publish.changes,
    undone: publish.undone?.toISOString() ?? null,
  };
}

export function publishedJson({ type, id, label, before, after }: PublishedRecord): JsonObject {
  return { record: `${type}:${id}`, label, before: stateJson(before), after: stateJson(after) };
}

/** When a stage is published by itself. */
export function scheduleJson(schedule: Schedule | undefined): JsonObject {
  if (!schedule) return { due: null };
  const { due, byName: by, problem } = schedule;
  return { due: due.toISOString(), by, ...(problem === null ? {} : { problem }) };
}

export function previewJson(preview: Preview): JsonObject {
  return {
    id: preview.id,
    stage: preview.stageId,
    created: preview.created.toISOString(),
    by: preview.createdByName,
    expires: preview.expires.toISOString(),
    revoked: preview.revoked?.toISOString() ?? null,
    note: preview.note,
  };
}

function stateJson(state: RecordState): JsonObject {
  return state.is === 'version' ? { is: state.is, key: state.key } : { is: state.is };
}

const id = Type.String({ format: 'uuid' });
const when = Type.String({ format: 'date-time' });
const whenOrNull = Type.Union([when, Type.Null()]);
const is = Type.Union([Type.Literal('version'), Type.Literal('deleted'), Type.Literal('absent')]);
const state = Type.Object({
  is,
  key: Type.Optional(Type.String({ description: 'Of a version: the revision, for items' })),
});
const record = Type.String({ description: 'Kind and id of the record: `item:0192…`' });

export const reviewState = Type.Enum([...REVIEW_STATES], {
  description: 'How far it is: a draft, in review, or approved',
});

export const stageSchema = Type.Object({
  id,
  name: Type.String({ description: 'What permissions and `?stage=` call it' }),
  label: Type.String(),
  description: Type.String(),
  upstream: Type.Union([id, Type.Null()], {
    description: 'The stage that shows through, and that it is published to; null for live',
  }),
  squash: Type.Boolean({ description: 'One revision is left of what is published' }),
  approval: Type.Boolean({ description: 'Only what is approved is published' }),
  created: when,
});

export const changeSchema = Type.Object({
  record,
  label: Type.String(),
  change: Type.Union([Type.Literal('created'), Type.Literal('changed'), Type.Literal('deleted')]),
  changed: when,
  by: Type.String(),
  conflict: Type.Boolean({ description: 'The upstream changed the same' }),
  state: reviewState,
  step: Type.Union(
    [
      Type.Object({
        to: reviewState,
        at: when,
        by: Type.String(),
        note: Type.String({ description: 'Why it was sent back' }),
      }),
      Type.Null(),
    ],
    { description: 'The last step on its way, which may have been about an earlier version' },
  ),
  seen: Type.String({ description: 'Another word when the stage has another version' }),
});

export const conflictSchema = Type.Object({
  record,
  label: Type.String(),
  base: is,
  mine: is,
  theirs: is,
  seen: Type.String({ description: 'Another word when either side is another' }),
  parts: Type.Array(
    Type.Object({
      part: Type.String({ description: '`title`, `fields/body`' }),
      base: Type.Unknown({ description: 'What both began with; null: nothing' }),
      mine: Type.Unknown({ description: 'What the stage has' }),
      theirs: Type.Unknown({ description: 'What its upstream has now' }),
    }),
    { description: 'None: it is about being there or not' },
  ),
});

export const publishSchema = Type.Object({
  id,
  stage: id,
  upstream: id,
  published: when,
  by: Type.Object({ id, name: Type.String() }),
  log: Type.String(),
  changes: Type.Integer({ description: 'How many records' }),
  undone: whenOrNull,
});

export const publishedSchema = Type.Object({
  record,
  label: Type.String(),
  before: state,
  after: state,
});

export const previewSchema = Type.Object({
  id,
  stage: id,
  created: when,
  by: Type.String(),
  expires: when,
  revoked: whenOrNull,
  note: Type.String(),
});
