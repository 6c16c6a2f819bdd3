/** Questions to REST about one value: one at a time, so that answers come in the order in which they were asked for. */
export interface Questions {
  /** Asks when its turn comes; the signal ends the question that is under way. */
  ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends the question under way, if any; the next one follows. */
  callOff(): void;
}

export function createQuestions(): Questions {
  let last: Promise<unknown> = Promise.resolve();
  let current: AbortController | undefined;

  async function run<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const mine = new AbortController();
    current = mine;
    try {
      return await question(mine.signal);
    } finally {
      if (current === mine) current = undefined;
    }
  }

  return {
    ask(question) {
      const answer = last.then(() => run(question));
      last = answer.catch(() => undefined);
      return answer;
    },
    callOff: () => current?.abort(),
  };
}
