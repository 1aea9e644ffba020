/**
 * `load`, asked once for all who ask for the same key while an earlier answer is under way. Each
 * gets an answer that was begun after it asked, so nobody sees anything older than with a call of
 * their own.
 */
export function coalesced<Answer>(
  load: (key: string) => Promise<Answer>,
): (key: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<Answer>>();

  const begin = (key: string): Promise<Answer> => {
    waiting.delete(key);
    const answer = load(key);
    const ended = answer.then(
      () => undefined,
      () => undefined,
    );
    underWay.set(key, ended);
    void ended.then(() => {
      if (underWay.get(key) === ended) underWay.delete(key);
    });
    return answer;
  };

  return (key) => {
    const before = underWay.get(key);
    if (!before) return begin(key);
    const together = waiting.get(key) ?? before.then(() => begin(key));
    waiting.set(key, together);
    return together;
  };
}
