export type * from './endpoint.ts';
export type * from './page.ts';
export { STAGE_HEADER, STAGE_PARAMETER } from './stage-parameter.ts';
export { pathsMeet } from './paths-meet.ts';
