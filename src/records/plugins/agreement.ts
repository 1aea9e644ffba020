import type { EnablingPlan } from './enabling-plan.ts';
import { PluginAsks } from './plugin-errors.ts';

/** Throws `PluginAsks` unless all that is asked was agreed to. `label`: whom it is about. */
export function refuseUnagreed(
  label: string,
  asks: EnablingPlan['asks'],
  agreed: readonly string[],
): void {
  const open = asks.filter(({ key }) => !agreed.includes(key));
  if (open.length === 0) return;
  throw new PluginAsks(
    label,
    open.map(({ says }) => says),
  );
}
