export { firstDifference } from './first-difference.ts';
export { inTransactionWhereTold } from './in-transaction-where-told.ts';
export { operationsAnswer } from './operations-answer.ts';
export { problemsAnswer } from './problems-answer.ts';
export { PluginAtFault, PluginFailed } from './tap-errors.ts';
export { answerOf, defineTap, InvalidAnswer, type LeaveOut, type Tap } from './tap.ts';
export {
  type AnsweringPlugin,
  createTaps,
  type PluginHandlers,
  type Registration,
  type RunPlugin,
  type TapInfo,
  type TapOutcome,
  type TapResult,
  type TapRunner,
  type Taps,
} from './taps.ts';
export { variablesAnswer } from './variables-answer.ts';
