export type { ByteRange, FileStore, StoredFile } from './file-store.ts';
export { createLocalFileStore } from './local-file-store.ts';
