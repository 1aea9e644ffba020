import type { Command } from 'commander';
import { examine } from '../doctor/examine.ts';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';

const MARKS = { good: '✓', bad: '✗', unknown: '–' } as const;

/** `trovato doctor`: what is wrong with a set-up, and what to do. */
export function addDoctor(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('doctor')
    .description('look over the set-up: what is wrong, and what to do')
    .action(async () => {
      const findings = await examine(surroundings);
      const wrong = findings.filter((finding) => finding.state === 'bad').length;
      const lines = findings.map(({ state, name, said, advice }) =>
        [`${MARKS[state]} ${name}: ${said}`, ...(advice ? [`  ${advice}`] : [])].join('\n'),
      );
      const end =
        wrong === 0
          ? 'Nothing is wrong.'
          : wrong === 1
            ? 'One thing is wrong.'
            : `${wrong} things are wrong.`;
      answer({
        json: { healthy: wrong === 0, findings },
        text: [...lines, end].join('\n'),
        failed: wrong > 0,
      });
    });
}
