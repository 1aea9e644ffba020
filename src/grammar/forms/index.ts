export type * from './form-elements.ts';
export type * from './form.ts';
