import { InvalidInput } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Message, Redirect } from '#grammar/routes';
import type { PublishOptions } from '../publish/publish.ts';
import type { Selection } from '../publish/selection.ts';
import { NotApproved, PublishConflict } from '../stage-errors.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { chosenQuery } from './selection-query.ts';
import { stageUrl, upstreamOf } from './stage-place.ts';

/** Above what is to be decided again. */
export const MOVED: Message = {
  tone: 'caution',
  text: 'Something was changed meanwhile. Nothing was done yet: decide what is left.',
};

/** Messages travel in a cookie. */
const REASONS = 3;

/** Publishes, and says what happened; where somebody has to decide first, that is where it leads. */
export async function publishAndSay(
  stages: Pick<Stages, 'known' | 'publish'>,
  ctx: RequestContext,
  stage: Stage,
  { to, ...options }: PublishOptions & { readonly to: string },
): Promise<Redirect> {
  try {
    const { changes } = await stages.publish(ctx, stage.id, options);
    return { kind: 'redirect', to, messages: [publishedMessage(stages, stage, changes)] };
  } catch (error) {
    if (error instanceof PublishConflict) {
      const moved = options.decisions === undefined ? [] : [MOVED];
      return { kind: 'redirect', to: conflictsUrl(stage, options.only, to), messages: moved };
    }
    if (error instanceof NotApproved) {
      const link = { label: 'See how far it is', url: stageUrl(stage) };
      return { kind: 'redirect', to, messages: [{ tone: 'caution', text: error.message, link }] };
    }
    // A plugin has something against it, and says what.
    if (!(error instanceof InvalidInput) || error.problems.length === 0) throw error;
    const reasons = error.problems.slice(0, REASONS).map(({ message }) => message);
    const text = `Nothing was published. ${reasons.join(' ')}`;
    return { kind: 'redirect', to, messages: [{ tone: 'danger', text }] };
  }
}

/** The screen on which it is decided what is published, and where it leads afterwards. */
export function conflictsUrl(
  stage: Pick<Stage, 'id'>,
  only: Selection | undefined,
  to?: string,
): string {
  const query = chosenQuery(only ?? []);
  if (to !== undefined) query.set('to', to);
  const asked = query.toString();
  return `${stageUrl(stage)}/conflicts${asked === '' ? '' : `?${asked}`}`;
}

function publishedMessage(stages: Pick<Stages, 'known'>, stage: Stage, changes: number) {
  const upstream = upstreamOf(stages, stage)?.label ?? 'live';
  if (changes === 0) return { tone: 'info', text: 'There was nothing to publish.' } as const;
  return {
    tone: 'positive',
    text: `${changes === 1 ? 'One change was' : `${changes} changes were`} published from ${stage.label} to ${upstream}.`,
    link: { label: 'See it in the history', url: `${stageUrl(stage)}/history` },
  } as const;
}
