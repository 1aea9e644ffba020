import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeDist } from './make-dist.ts';
import { published } from './published.ts';

// Before `npm pack` and `npm publish`. In the repository the kit runs as TypeScript, which Node
// refuses in node_modules; npm has no other way to say that a package is elsewhere when published.
const ABOUT = fileURLToPath(new URL('../package.json', import.meta.url));

await makeDist(fileURLToPath(new URL('../dist', import.meta.url)));
const about = published(JSON.parse(readFileSync(ABOUT, 'utf8')));
copyFileSync(ABOUT, `${ABOUT}.own`);
writeFileSync(ABOUT, `${JSON.stringify(about, null, 2)}\n`);
