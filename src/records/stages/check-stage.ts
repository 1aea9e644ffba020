import { LIVE, parseId, type Problem, type StageId } from '#base';
import { InvalidStage } from './stage-errors.ts';
import type { Stage } from './stage.ts';

/** What is said of a stage; what is missing stays as it is. */
export interface StageInput {
  /** Of a new one only: permissions are called by it. */
  readonly name?: unknown;
  readonly label?: unknown;
  readonly description?: unknown;
  /** The stage that shows through; default live. */
  readonly upstream?: unknown;
  readonly squash?: unknown;
  readonly approval?: unknown;
}

const NAME = /^[a-z][a-z0-9_]{0,31}$/;
const LONGEST = { label: 100, description: 500 };

export type CheckedStage = Pick<Stage, 'label' | 'description' | 'squash' | 'approval'> & {
  readonly name: string;
  readonly upstreamId: StageId;
};

/** The stage that `input` makes of `before`. Throws `InvalidStage` with every problem. */
export function checkStage(
  input: StageInput,
  before: Stage | undefined,
  others: readonly Stage[],
): CheckedStage {
  const problems: Problem[] = [];
  const wrong = (field: string, code: string, message: string): void =>
    void problems.push({ pointer: `/${field}`, code, message });

  const name = before?.name ?? textOf(input.name) ?? '';
  if (!before && !NAME.test(name))
    wrong('name', 'pattern', 'must be lower-case letters, digits and _, beginning with a letter');
  else if (!before && others.some((other) => other.name === name))
    wrong('name', 'duplicate', 'is the name of another stage');

  const label =
    textOf(input.label) ?? (input.label === undefined ? before?.label : undefined) ?? '';
  if (label === '') wrong('label', 'required', 'must say what people call the stage');
  if (label.length > LONGEST.label)
    wrong('label', 'too_long', `has at most ${LONGEST.label} characters`);

  const description =
    input.description === undefined
      ? (before?.description ?? '')
      : (textOf(input.description) ?? '');
  if (description.length > LONGEST.description)
    wrong('description', 'too_long', `has at most ${LONGEST.description} characters`);

  const upstreamId =
    input.upstream === undefined ? (before?.upstreamId ?? LIVE) : parseId<'stage'>(input.upstream);
  const upstream = others.find(({ id }) => id === upstreamId);
  if (!upstream) wrong('upstream', 'not_found', 'must be a stage that there is');
  else if (before && upstreamId !== before.upstreamId)
    wrong('upstream', 'final', 'is what the changes of the stage began with, and stays');

  const flag = (field: 'squash' | 'approval'): boolean => {
    const given = input[field] === undefined ? (before?.[field] ?? false) : input[field];
    if (typeof given === 'boolean') return given;
    wrong(field, 'type', 'must be true or false');
    return false;
  };
  const [squash, approval] = [flag('squash'), flag('approval')];

  if (problems.length > 0 || upstreamId === undefined) throw new InvalidStage(problems);
  return { name, label, description, upstreamId, squash, approval };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
