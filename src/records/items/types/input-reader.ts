import { InvalidInput, isObject, pointer, type Problem } from '#base';

const MACHINE_NAME = /^[a-z][a-z0-9_]{0,31}$/;
/** Names that would be mistaken for what every item has. */
const RESERVED = new Set([
  'id',
  'type',
  'title',
  'status',
  'promote',
  'sticky',
  'created',
  'changed',
  'author',
  'author_id',
  'revision',
  'log',
  'fields',
  'add',
]);

/** Reads values one after the other and collects what is wrong with them. */
export class InputReader {
  readonly problems: Problem[] = [];

  problem(place: string, code: string, message: string): void {
    this.problems.push({ pointer: place, code, message });
  }

  line(key: string, value: unknown, current: string, options: { max: number; required?: boolean }) {
    if (value === undefined) return current;
    if (typeof value !== 'string' || !value.isWellFormed() || /(?!\n)\p{Cc}/u.test(value)) {
      this.problem(pointer(key), 'type', 'must be text without control characters');
      return current;
    }
    const text = value.trim();
    if (options.required && text === '') this.problem(pointer(key), 'required', 'is required');
    if (text.length > options.max)
      this.problem(pointer(key), 'too_long', `must be at most ${options.max} characters`);
    return text;
  }

  flag(place: string, value: unknown, current: boolean): boolean {
    if (value === undefined || typeof value === 'boolean') return value ?? current;
    this.problem(place, 'type', 'must be true or false');
    return current;
  }

  object(place: string, value: unknown, known: readonly string[]): Record<string, unknown> {
    if (value === undefined) return {};
    if (!isObject(value)) {
      this.problem(place, 'type', 'must be an object');
      return {};
    }
    for (const key of Object.keys(value))
      if (!known.includes(key))
        this.problem(
          place + pointer(key),
          'unknown_key',
          `is not known; known are ${known.join(', ')}`,
        );
    return value;
  }

  machineName(place: string, value: unknown): string {
    if (typeof value !== 'string' || !MACHINE_NAME.test(value))
      this.problem(
        place,
        'format',
        'must begin with a letter and have only a–z, 0–9 and _, at most 32 characters',
      );
    else if (RESERVED.has(value))
      this.problem(place, 'reserved', `“${value}” is reserved; take another name`);
    return String(value);
  }

  finish(code: string): void {
    if (this.problems.length > 0)
      throw new InvalidInput(code, 'This cannot be saved as it is. Nothing was changed.', {
        problems: this.problems,
      });
  }
}
