/** Takes what comes while the last batch is worked on: that makes the next batch, and a lone item never waits for company. */

/** @param most items of one batch; the source is not asked for more while so many wait */
export async function* gathered<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<readonly T[]> {
  const waiting: T[] = [];
  let ended: { readonly fault?: unknown } | undefined;
  let wake = () => {};
  let makeRoom = () => {};
  const iterator = items[Symbol.asyncIterator]();

  async function read(): Promise<void> {
    for (;;) {
      if (waiting.length >= most)
        await new Promise<void>((resolve) => {
          makeRoom = resolve;
        });
      const next = await iterator.next();
      if (next.done) return;
      waiting.push(next.value);
      wake();
    }
  }
  read()
    .then(
      () => {
        ended = {};
      },
      (fault: unknown) => {
        ended = { fault };
      },
    )
    .finally(() => wake());

  try {
    for (;;) {
      if (waiting.length > 0) {
        const batch = waiting.splice(0);
        makeRoom();
        yield batch;
      } else if (ended) {
        if ("fault" in ended) throw ended.fault;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    makeRoom();
    void iterator.return?.();
  }
}
