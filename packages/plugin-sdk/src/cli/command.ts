/** Where a command runs, and where it writes. */
export interface Surroundings {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  cwd(): string;
}

export interface CommandOptions {
  /** Whether TypeScript is to look at what is built. */
  readonly check: boolean;
}

/** Does what its arguments say; answers whether all went well. */
export type Command = (
  args: readonly string[],
  surroundings: Surroundings,
  options: CommandOptions,
) => Promise<boolean>;
