/** Something about a plugin that its author can put right; the message says what and how. */
export class PluginProblem extends Error {
  override readonly name: string = 'PluginProblem';
}
