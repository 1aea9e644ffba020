import { ANONYMOUS, type UserId } from '#base';
import { type RequestContext, systemActor } from '#grammar/access';

/** Who is written down for what is done with a plugin: of the command line it is the site itself. */
export function whoDid({ actor }: Pick<RequestContext, 'actor'>): UserId {
  return actor.kind === 'system' ? ANONYMOUS : actor.id;
}

/** How who was written down is called; undefined: there is no such account any more. */
export function nameOfDoer(id: UserId | null, name: string | null): string | undefined {
  return id === ANONYMOUS ? systemActor().name : (name ?? undefined);
}
