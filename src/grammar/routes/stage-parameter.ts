/**
 * By what a request to the API says which stage it reads or writes. The pipeline understands it for
 * all endpoints; one that refuses parameters it does not know must let this one through.
 */
export const STAGE_PARAMETER = 'stage';
/** The same as a header, in lower case as requests have it. */
export const STAGE_HEADER = 'x-trovato-stage';
