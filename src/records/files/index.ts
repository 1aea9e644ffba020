export { createFileApi } from './file-api.ts';
export { fileTaps } from './file-taps.ts';
export { filesSeenIn } from './file-policy.ts';
export { filePermissions } from './file-permissions.ts';
export { createFilePages } from './file-pages.ts';
export { createFiles, type Files } from './files.ts';
export type { ManagedFile } from './managed-file.ts';
export type { UploadLimits } from './take-upload.ts';
