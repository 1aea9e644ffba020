import type { ItemOperation } from '../access/access-taps.ts';
import type { AccessDecision } from '../access/item-access.ts';
import type { AccessNames } from './access-names.ts';

/** What people call the operations. */
export const OPERATION_LABELS: Readonly<Record<ItemOperation, string>> = {
  view: 'See it',
  update: 'Change it',
  delete: 'Put it in the trash',
};

/** Which rule decided, in a sentence. */
export function decisionWords(decision: AccessDecision, names: AccessNames): string {
  if (decision.by === 'admin') return 'Administrators may do everything.';
  const plugin = 'plugin' in decision ? names.plugin(decision.plugin) : '';
  if (decision.by === 'failure') {
    return `The plugin “${plugin}” failed when it was asked, and that denies it. The log says how it failed.`;
  }
  if (decision.by === 'grants') {
    return `The plugin “${plugin}” guards it, and none of their grants is one that it needs for this.`;
  }
  if (decision.by === 'plugin') {
    return decision.allowed
      ? `The plugin “${plugin}” grants it.`
      : `The plugin “${plugin}” denies it. Only administrators pass that.`;
  }
  if (!decision.allowed) return 'No permission of theirs allows it, and no plugin grants it.';
  const { because } = decision.rule;
  const permission = names.permission(decision.rule.permission);
  switch (because) {
    case 'published':
      return `It is published, and they have the permission “${permission}”.`;
    case 'own':
      return `They wrote it, and have the permission “${permission}”.`;
    case undefined:
      return `They have the permission “${permission}”.`;
    default:
      return because satisfies never;
  }
}
