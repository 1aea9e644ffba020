import { renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// After `npm pack`: package.json is what it was.
const ABOUT = fileURLToPath(new URL('../package.json', import.meta.url));
renameSync(`${ABOUT}.own`, ABOUT);
