import { InvalidInput, LIVE, NotAllowed } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { Variables } from '#grammar/config';
import type { Database } from '#platform/database';
import type { Stages } from '#records/stages';
import { checkSiteName, isOneLine } from './check-site-name.ts';
import type { FindSite, SiteInformation } from './site-information.ts';
import { ADMINISTER_SITE } from './site-permissions.ts';
import { isTimeZone } from './time-zones.ts';
import { VARIABLE } from './variable-kind.ts';

export const LONGEST_SLOGAN = 200;

export interface SiteDeps {
  readonly database: Database;
  readonly variables: Variables;
  readonly stages: Pick<Stages, 'enter' | 'documents'>;
  readonly site: FindSite;
}

/** Saves all of it or, when something is wrong, nothing, in the stage of `ctx`. */
export async function saveSite(
  deps: SiteDeps,
  ctx: RequestContext,
  input: SiteInformation,
): Promise<void> {
  if (!can(ctx.actor, ADMINISTER_SITE)) {
    throw new NotAllowed(
      'site.not_allowed',
      'Your account may not change the settings of the site.',
    );
  }
  const name = checkSiteName(input.name);
  const slogan = input.slogan.trim();
  if (!isOneLine(slogan, LONGEST_SLOGAN)) {
    throw invalid('/slogan', `The slogan is one line of at most ${LONGEST_SLOGAN} characters.`);
  }
  const { timeZone } = input;
  if (!isTimeZone(timeZone)) throw invalid('/time_zone', 'There is no such time zone.');
  if (ctx.stage !== LIVE) return saveInStage(deps, ctx, { name, slogan, timeZone });
  const { database, variables, stages } = deps;
  await database.transaction(async (transaction) => {
    await stages.enter(transaction, ctx);
    await variables.save(transaction, 'site_name', name);
    await variables.save(transaction, 'site_slogan', slogan);
    await variables.save(transaction, 'time_zone', timeZone);
  });
  await variables.refresh();
}

/** What differs from what the stage shows. The time zone is that of live, for all stages. */
async function saveInStage(
  { database, stages, site }: SiteDeps,
  ctx: RequestContext,
  { name, slogan, timeZone }: SiteInformation,
): Promise<void> {
  const shown = site(ctx.stage);
  if (timeZone !== shown.timeZone)
    throw invalid('/time_zone', 'The time zone is the same in all stages. Change it in live.');
  await database.transaction(async (transaction) => {
    await stages.enter(transaction, ctx);
    const save = (id: string, value: string) =>
      stages.documents.save(transaction, ctx, { type: VARIABLE, id, content: { value } });
    if (name !== shown.name) await save('site_name', name);
    if (slogan !== shown.slogan) await save('site_slogan', slogan);
  });
  await stages.documents.refresh();
}

function invalid(pointer: string, message: string): InvalidInput {
  return new InvalidInput('site.invalid', message, {
    problems: [{ pointer, code: 'invalid', message }],
  });
}
