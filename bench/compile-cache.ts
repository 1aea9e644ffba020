import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// What is measured begins as the program does, with what was compiled before.
enableCompileCache(fileURLToPath(new URL('../.cache/compile', import.meta.url)));
