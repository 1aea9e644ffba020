import { LIVE, type StageId } from '#base';
import type { Variables } from '#grammar/config';
import type { Documents } from '#records/stages';
import { valueOf, VARIABLE } from './variable-kind.ts';

/** What the site says about itself on every page; kept in memory, so that errors can show it. */
export interface SiteInformation {
  readonly name: string;
  readonly slogan: string;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
}

/** As a reader of the stage sees it now; default live. */
export type FindSite = (stage?: StageId) => SiteInformation;

/** What nobody has set yet has a default. */
export function createFindSite(
  variables: Pick<Variables, 'text'>,
  documents: Pick<Documents, 'find'>,
): FindSite {
  return (stage = LIVE) => {
    const text = (name: string, fallback: string): string => {
      const own = documents.find(VARIABLE, name, stage);
      if (own === undefined) return variables.text(name, fallback);
      const value = valueOf(own);
      return typeof value === 'string' && value !== '' ? value : fallback;
    };
    return {
      name: text('site_name', 'Trovato'),
      slogan: text('site_slogan', ''),
      timeZone: variables.text('time_zone', 'UTC'),
    };
  };
}
