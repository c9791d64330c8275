import "server-only";

/** Whoever asks while an answer is being made, or within `freshMs` after it, gets that one: nobody who asks often multiplies the work. */
export function sharedAnswer<T>(make: () => Promise<T>, freshMs = 0): () => Promise<T> {
  let latest: Promise<T> | undefined;
  const forget = () => {
    latest = undefined;
  };
  return () => {
    latest ??= make().finally(() => {
      if (freshMs === 0) forget();
      else setTimeout(forget, freshMs).unref();
    });
    return latest;
  };
}
