/** Look-ups that ask the same thing at the same time share one statement: a busy listener pays for one round trip, not for sixteen. */

type Waiting<Key, Found> = {
  readonly key: Key;
  readonly resolve: (found: Found) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * What arrives in one turn of the event loop, or while `atOnce` statements are on their way, goes together. Nobody waits for
 * company: a single asker is served at once.
 * @param most keys a statement
 * @param read answers in the order of its keys; a fault is everybody's who shares it
 */
export function sharedReads<Key, Found>(
  { most, atOnce }: { readonly most: number; readonly atOnce: number },
  read: (keys: readonly Key[]) => Promise<readonly Found[]>,
): (key: Key) => Promise<Found> {
  let queue: Waiting<Key, Found>[] = [];
  let running = 0;
  let planned = false;

  /** After the poll phase: every request that the same turn brought has been heard by then. */
  const plan = () => {
    if (planned || queue.length === 0 || running >= atOnce) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      while (queue.length > 0 && running < atOnce) {
        const batch = queue.slice(0, most);
        queue = queue.slice(most);
        running += 1;
        void serve(batch);
      }
    });
  };
  const serve = async (batch: readonly Waiting<Key, Found>[]) => {
    try {
      const found = await read(batch.map(({ key }) => key));
      for (const [at, { resolve }] of batch.entries()) resolve(found[at] as Found);
    } catch (cause) {
      for (const { reject } of batch) reject(cause);
    } finally {
      running -= 1;
      plan();
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      plan();
    });
}
