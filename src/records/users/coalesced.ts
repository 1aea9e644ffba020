/**
 * `load`, asked once for all who ask for the same key while an earlier answer is under way. Each
 * gets an answer that was begun after it asked, so nobody sees anything older than with a call of
 * their own.
 */
export function coalesced<Answer>(
  load: (key: string) => Promise<Answer>,
): (key: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  const waiting = new Map<string, Promise<Answer>>();

  async function begin(key: string): Promise<Answer> {
    waiting.delete(key);
    const answer = load(key);
    underWay.set(key, answer);
    try {
      return await answer;
    } finally {
      if (underWay.get(key) === answer) underWay.delete(key);
    }
  }

  async function beginAfter(before: Promise<Answer>, key: string): Promise<Answer> {
    await before.catch(() => undefined);
    return begin(key);
  }

  return (key) => {
    const before = underWay.get(key);
    if (!before) return begin(key);
    const together = waiting.get(key) ?? beginAfter(before, key);
    waiting.set(key, together);
    return together;
  };
}
