import { readdir, rm, writeFile } from 'node:fs/promises';
import { startEmbedded } from '../embedded-session.ts';
import { emptyDatabaseFile, packEmptyDatabase } from './empty-database.ts';

// `npm run empty-database`, to be run after PGlite was updated.
const session = await startEmbedded({ folder: undefined, image: undefined });
const packed = await packEmptyDatabase(await session.dump());
await session.close();

const file = emptyDatabaseFile();
for (const name of await readdir(new URL('.', file))) {
  if (name.endsWith('.tar.zst')) await rm(new URL(name, file));
}
await writeFile(file, packed);
console.log(`${file.pathname}: ${packed.length} bytes`);
