import { InvalidInput, pathKeys, type Problem } from '#base';
import type { PlannedChange } from './life-cycle-taps.ts';

/** What one plugin made different. */
export interface PluginChange {
  readonly plugin: string;
  readonly answer: PlannedChange;
}

/**
 * Does `work`, which was fine without these changes. What is wrong with it now is what plugins set,
 * and whoever saves is told so: it is nothing that they could put right.
 */
export function blamingPlugins<Result>(
  changes: readonly PluginChange[],
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const problems = error.problems.map((problem) => blamed(problem, changes));
    throw new InvalidInput(error.code, error.message, { problems, cause: error });
  }
}

function blamed(problem: Problem, changes: readonly PluginChange[]): Problem {
  const [part, field] = pathKeys(problem.pointer);
  for (const { plugin, answer } of changes.toReversed()) {
    const value =
      part === 'title' ? answer.title : field === undefined ? undefined : answer.fields?.[field];
    if (value === undefined) continue;
    const set = shortened(JSON.stringify(value));
    const why = problem.message.replace(/\.$/, '');
    const message = `The plugin “${plugin}” set this to ${set}, and that cannot be saved: ${why}. It is not what you entered; tell the people who run the site.`;
    return { ...problem, message };
  }
  return problem;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
