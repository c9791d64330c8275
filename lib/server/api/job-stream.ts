import "server-only";
import type { Job } from "../../usecases/operation.ts";

const POLL_MS = 500;
/** Proxies close a silent connection; a comment line keeps it. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events of one job until it has ended, the reader leaves, or the job is gone. */
export function jobStream(
  first: Job,
  read: () => Promise<Job | undefined>,
  left: AbortSignal,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let cancelled = false;
  return new ReadableStream({
    async start(controller) {
      let shown = "";
      let job: Job | undefined = first;
      let silentSince = Date.now();
      while (job && !cancelled && !left.aborted) {
        const data = JSON.stringify(job);
        if (data !== shown) controller.enqueue(text.encode(`event: job\ndata: ${data}\n\n`));
        else if (Date.now() - silentSince > HEARTBEAT_MS) controller.enqueue(text.encode(": still here\n\n"));
        if (data !== shown || Date.now() - silentSince > HEARTBEAT_MS) silentSince = Date.now();
        shown = data;
        if (hasEnded(job)) break;
        await new Promise((wake) => setTimeout(wake, POLL_MS));
        job = await read();
      }
      if (!cancelled) controller.close();
    },
    cancel() {
      cancelled = true;
    },
  });
}

function hasEnded({ state }: Job): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}
