// The taps themselves, so that a test of a plugin hears what the site would say. This is the one
// file of the kit that uses the kernel; `npm pack` takes along what it needs.
import { gatherTaps } from '../../../../src/discovery/gather/index.ts';
import { formatTaps } from '../../../../src/grammar/formats/index.ts';
import { formTaps } from '../../../../src/grammar/forms/index.ts';
import type { Tap } from '../../../../src/grammar/taps/index.ts';
import { pageTaps, themeKeeper } from '../../../../src/grammar/theme/index.ts';
import { cronTaps } from '../../../../src/records/cron/index.ts';
import { termTaps } from '../../../../src/records/categories/index.ts';
import { fileTaps } from '../../../../src/records/files/index.ts';
import { accessTaps, broughtTaps, itemTaps } from '../../../../src/records/items/index.ts';
import { jobTaps } from '../../../../src/records/jobs/index.ts';
import { userTaps } from '../../../../src/records/users/index.ts';
import { pluginPageTaps } from '../../../../src/records/plugin-pages/index.ts';
import { declarationTaps, lifeCycleTaps } from '../../../../src/records/plugins/index.ts';
import type { Judge } from './judge.ts';

export const judge: Judge = (name, input, answer) => {
  const tap = taps.get(name);
  if (tap === undefined) throw new Error(`The kernel has no tap “${name}”.`);
  const leftOut: string[] = [];
  const leaveOut = (pointer: string, why: string): void => void leftOut.push(`${pointer}: ${why}`);
  const checked = tap.check(answer, leaveOut);
  const altered = checked === undefined ? input : tap.next?.(input, checked, leaveOut);
  return { answer: checked, altered, leftOut };
};

const declared: readonly object[] = [
  ...accessTaps,
  ...cronTaps,
  ...jobTaps,
  ...declarationTaps,
  ...formatTaps,
  ...formTaps,
  ...itemTaps,
  ...termTaps,
  ...fileTaps,
  ...userTaps,
  ...lifeCycleTaps,
  ...broughtTaps,
  ...themeKeeper.taps,
  ...pageTaps,
  ...pluginPageTaps,
  ...gatherTaps,
];
const taps: ReadonlyMap<string, Tap<unknown, unknown>> = new Map(
  // Each is a tap of its own input and answer, which only who asks it knows.
  (declared as readonly Tap<unknown, unknown>[]).map((tap) => [tap.name, tap]),
);
