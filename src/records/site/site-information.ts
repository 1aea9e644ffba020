import type { Variables } from '#grammar/config';

/** What the site says about itself on every page; kept in memory, so that errors can show it. */
export interface SiteInformation {
  readonly name: string;
  readonly slogan: string;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
}

/** As it is now; what nobody has set yet has a default. */
export function siteInformation(variables: Variables): SiteInformation {
  return {
    name: variables.text('site_name', 'Trovato'),
    slogan: variables.text('site_slogan', ''),
    timeZone: variables.text('time_zone', 'UTC'),
  };
}
