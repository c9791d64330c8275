/**
 * Groups what is there: a batch ends when it is full, or when nothing more came for a moment. A lone item does not wait for
 * company longer than that.
 */
const MOMENT_MS = 3;

export async function* inBatches<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<readonly T[]> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const first = await next;
      if (first.done) return;
      const batch = [first.value];
      next = iterator.next();
      // The last `next` may fail while the batch is being worked on; whoever awaits it later hears of it.
      next.catch(() => {});
      while (batch.length < most) {
        const more = await Promise.race([next, moment()]);
        if (more === undefined || more.done) break;
        batch.push(more.value);
        next = iterator.next();
        next.catch(() => {});
      }
      yield batch;
    }
  } finally {
    // Not awaited: a follower that waits for the next entry ends when its signal does.
    void iterator.return?.();
  }
}

function moment(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, MOMENT_MS, undefined));
}
