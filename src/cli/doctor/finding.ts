/** What one examination found. */
export interface Finding {
  readonly name: string;
  /** `unknown`: it could not be looked at. */
  readonly state: 'good' | 'bad' | 'unknown';
  readonly said: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function good(name: string, said: string): Finding {
  return { name, state: 'good', said };
}

export function bad(name: string, said: string, advice: string): Finding {
  return { name, state: 'bad', said, advice };
}

export function unknown(name: string, said: string): Finding {
  return { name, state: 'unknown', said };
}
