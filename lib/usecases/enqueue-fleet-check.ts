/** Opens a fleet check: the captures have arrived whole, now a job row and its queue message are written together. */
import type { Hash } from "../domain/event/event.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Actor } from "./actor.ts";
import type { CheckFleetWork } from "./check-fleet.ts";
import type { EnqueueDeps } from "./enqueue-job.ts";
import type { Job, Problem } from "./operation.ts";
import { uuidOf } from "./uuid.ts";

const AT_ONCE = 2;

/** The same key with the same captures answers the first job; `fresh: false` tells the caller that its copy is not needed. */
export async function enqueueFleetCheck(
  { jobs, random }: EnqueueDeps,
  actor: Actor,
  file: { readonly path: string; readonly sha256: Hash },
  idempotencyKey?: string,
): Promise<Result<{ job: Job; fresh: boolean }, Problem>> {
  const { member } = actor;
  if ((await jobs.unfinished(member)) >= AT_ONCE && !(idempotencyKey && (await jobs.byKey(member, idempotencyKey))))
    return refuse({
      code: "too-many-imports",
      sentence:
        "Two jobs of your organisation are at work. Wait until one of them has ended, then send the captures again.",
    });
  const opened = await jobs.enqueue({
    id: uuidOf(random.bytes(16)),
    member,
    kind: "check-fleet",
    input: { member, path: file.path } satisfies CheckFleetWork,
    requestHash: file.sha256,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (opened.requestHash === file.sha256) return ok({ job: opened.job, fresh: opened.fresh });
  return refuse({
    code: "idempotency-key-reused",
    sentence: "This Idempotency-Key was used for another request. Send a new key with a new request.",
  });
}
