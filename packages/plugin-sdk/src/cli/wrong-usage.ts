/** The command was not called as it has to be. */
export class WrongUsage extends Error {}
