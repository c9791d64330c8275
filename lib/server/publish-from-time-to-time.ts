import "server-only";

/** Keeps the signed lists fresh while the worker runs. */
import { type PublishListsDeps, publishLists } from "../usecases/publish-lists.ts";

type Log = { warn(fields: object, sentence: string): void };

/** A member that was admitted, or a key that was declared, is on the lists within so many milliseconds. */
const LOOK_EVERY_MS = 10_000;

export function publishFromTimeToTime(deps: PublishListsDeps, log: Log): { stop(): Promise<void> } {
  let atWork = Promise.resolve();
  const publish = () => {
    atWork = atWork
      .then(async () => void (await publishLists(deps)))
      .catch((fault) => log.warn({ err: fault }, "the signed lists could not be made anew; trying again"));
  };
  publish();
  const timer = setInterval(publish, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await atWork;
    },
  };
}
