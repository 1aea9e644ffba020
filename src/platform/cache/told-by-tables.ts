const TOLD = /^(?:item|item_list|term|user|file):|^(?:term_list|user_list|site)$/;

/**
 * Whether tables say by triggers that what bears this cache tag changed. Of others whoever made them
 * up has to say it, and may not.
 */
export function isToldByTables(cacheTag: string): boolean {
  return TOLD.test(cacheTag);
}
