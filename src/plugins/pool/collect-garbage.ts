import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/**
 * Gives memory that nobody uses back to the machine. The engine does so when the memory of
 * JavaScript is used up, of which a plugin in 64 MB of its own takes hardly any.
 */
export const collectGarbage: () => void = runInNewContext('gc');
