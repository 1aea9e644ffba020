import { InvalidInput, NotAllowed } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { Variables } from '#grammar/config';
import type { Database } from '#platform/database';
import { checkSiteName, isOneLine } from './check-site-name.ts';
import type { SiteInformation } from './site-information.ts';
import { ADMINISTER_SITE } from './site-permissions.ts';
import { isTimeZone } from './time-zones.ts';

export const LONGEST_SLOGAN = 200;

export interface SiteDeps {
  readonly database: Database;
  readonly variables: Variables;
}

/** Saves all of it or, when something is wrong, nothing. This kernel knows it at once. */
export async function saveSite(
  { database, variables }: SiteDeps,
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
  await database.transaction(async (transaction) => {
    await variables.save(transaction, 'site_name', name);
    await variables.save(transaction, 'site_slogan', slogan);
    await variables.save(transaction, 'time_zone', timeZone);
  });
  await variables.refresh();
}

function invalid(pointer: string, message: string): InvalidInput {
  return new InvalidInput('site.invalid', message, {
    problems: [{ pointer, code: 'invalid', message }],
  });
}
