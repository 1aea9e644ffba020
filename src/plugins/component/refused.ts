/** A module does what a plugin's may not. A sentence that begins with “It”. */
export class Refused extends Error {}
