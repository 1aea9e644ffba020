/** What a command did. */
export interface CommandResult {
  /** For programs: with `--json`, the one object on standard output. */
  readonly json: object;
  /** For people. */
  readonly text: string;
  /** It ran to its end and found that something is not right: exit code 1. */
  readonly failed?: boolean;
  /** The text has been written already. */
  readonly written?: boolean;
}

/** Takes the result of the command that ran. */
export type Answer = (result: CommandResult) => void;
