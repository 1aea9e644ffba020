import { badge, container, type Element, heading, inOrder, paragraph, text } from '#grammar/render';
import type { AccessExplanation } from '../access/explain-access.ts';
import type { AccessNames, GrantWords } from './access-names.ts';
import { decisionWords, OPERATION_LABELS } from './access-words.ts';

/** What somebody may do, and why. */
export function decisionTable({ decisions }: AccessExplanation, names: AccessNames): Element {
  const mayView = decisions.some(({ op, decision }) => op === 'view' && decision.allowed);
  return {
    '#type': 'table',
    '#caption': 'What they may do, and why',
    '#columns': [{ label: 'To do' }, { label: 'May they?' }, { label: 'Why' }],
    '#rows': decisions.map(({ op, decision }) => {
      const blind = op !== 'view' && !mayView;
      const allowed = decision.allowed && !blind;
      return {
        cells: [
          text(OPERATION_LABELS[op]),
          allowed ? badge('Yes', 'positive') : badge('No'),
          text(
            blind && decision.allowed
              ? 'They may not see it, so they may do nothing with it.'
              : decisionWords(decision, names),
          ),
        ],
      };
    }),
  };
}

/** Which grants the item needs by each plugin that guards it, and which of them somebody has. */
export function grantTables(
  { guards }: AccessExplanation,
  names: AccessNames,
  words: GrantWords,
): Element | undefined {
  if (guards.length === 0) return undefined;
  return container(
    inOrder(heading(2, 'Grants'), ...guards.flatMap((guard) => grantTable(guard, names, words))),
    {
      attributes: { class: 'stack' },
    },
  );
}

type Guard = AccessExplanation['guards'][number];

function grantTable(
  { plugin: name, needed, held }: Guard,
  names: AccessNames,
  words: GrantWords,
): readonly Element[] {
  const plugin = names.plugin(name);
  const [first] = needed;
  if (!first) {
    return [paragraph(`The plugin “${plugin}” was not asked about it yet.`)];
  }
  if (first.realm === '') {
    const words = first.view
      ? `The plugin “${plugin}” has nothing against anybody here.`
      : `The plugin “${plugin}” failed when it was asked which grants it needs. Nobody has any until it is asked again.`;
    return [paragraph(words)];
  }
  return [
    paragraph(`It needs one of these, says the plugin “${plugin}”:`),
    {
      '#type': 'table',
      '#caption': `Grants of the plugin “${plugin}”`,
      '#columns': [{ label: 'Grant' }, { label: 'Lets them' }, { label: 'They have it' }],
      '#rows': needed.map((grant) => ({
        cells: [
          words(grant),
          text(operationsOf(grant)),
          held.some(({ realm, id }) => realm === grant.realm && id === grant.grant_id)
            ? badge('Yes', 'positive')
            : badge('No'),
        ],
      })),
    },
  ];
}

function operationsOf(grant: Guard['needed'][number]): string {
  const named = [grant.view && 'see', grant.update && 'change', grant.delete && 'delete'];
  return named.filter((one) => one !== false).join(', ') || 'nothing';
}
