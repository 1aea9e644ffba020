/** What `@types/pg` leaves out. */
declare module 'pg/lib/utils.js' {
  /** A parameter as PostgreSQL reads it: text, or bytes, or null. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
