/**
 * What the kernel offers, as the WIT contract says it: JSON is text, a refusal is thrown. Only
 * `createContext` calls it.
 */
export interface Host {
  readonly requestContext: {
    currentActor(): Actor;
    can(permission: string): boolean;
    stage(): string;
    locale(): string;
  };
  readonly itemApi: ItemApi;
  readonly log: { write(level: LogLevel, message: string): void };
  readonly clock: { now(): number };
  readonly random: { bytes(count: number): Uint8Array; uuid(): string };
  readonly crypto: {
    hash(digest: Digest, text: string): string;
    hmac(digest: Digest, text: string): string;
  };
  readonly variables: {
    get(name: string): string | null;
    set(name: string, value: string): void;
    delete(name: string): void;
  };
  readonly items: {
    load(id: string): string;
    query(query: string): string;
    save(item: string): string;
  };
  readonly db: {
    select(query: string): string;
    insert(query: string): string;
    update(query: string): string;
    delete(query: string): string;
  };
  readonly rawSql: { query(sql: string, parameters: string): string };
  readonly cache: {
    get(name: string, options: string): string | null;
    set(name: string, value: string, options: string): void;
    invalidate(tags: string): void;
  };
  readonly queue: { add(name: string, payload: string, options: string): void };
  readonly http: { fetch(request: string): string };
  readonly plugins: {
    exists(name: string): boolean;
    invoke(name: string, tap: string, input: string): string | null;
  };
}

/** The item that a tap is about, by its handle. */
export interface ItemApi {
  id(item: number): string;
  itemType(item: number): string;
  title(item: number): string;
  author(item: number): string;
  published(item: number): boolean;
  /** Milliseconds since 1970. */
  created(item: number): number;
  getJson(item: number, field: string): string | null;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Digest = 'sha256' | 'sha512';

/** Who asks. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly anonymous: boolean;
  /** Passes every permission check. */
  readonly admin: boolean;
  readonly roles: readonly string[];
}
