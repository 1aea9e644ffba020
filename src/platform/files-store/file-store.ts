import type { Readable } from 'node:stream';

/**
 * Where the bytes of uploaded files are. A store knows nothing of names, owners or types: it
 * gives each content a key of its own choosing and hands it out again under that key.
 */
export interface FileStore {
  /**
   * Keeps `content`. When this answers, all of it is there; when it throws, nothing is. Stops
   * reading and throws `TooLarge` beyond `maxSize` bytes.
   */
  put(content: Readable, options?: { readonly maxSize?: number }): Promise<StoredFile>;
  /** The bytes under `key`, or those of `range`. Throws `NotFound` for an unknown key. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** How many bytes are under `key`; undefined when there is nothing. */
  findSize(key: string): Promise<number | undefined>;
  /** Ends `key`; one that is not there is fine. */
  delete(key: string): Promise<void>;
  /** Answers when files can be written; throws `Unavailable` otherwise. */
  ping(): Promise<void>;
}

export interface StoredFile {
  readonly key: string;
  readonly size: number;
}

/** Both ends are included, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
