/** Opens long work: a file has arrived whole, now a job row and its queue message are written together. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/event/canonical-json.ts";
import type { Hash } from "../domain/event/event.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Jobs } from "../ports/jobs.ts";
import type { Journal } from "../ports/journal.ts";
import type { Random } from "../ports/random.ts";
import type { Actor } from "./actor.ts";
import type { LotInput } from "./commands.ts";
import type { Job, Problem } from "./operation.ts";
import { OUTBOX_FULL } from "./submit-command.ts";
import { uuidOf } from "./uuid.ts";

/** A lot file as it arrived, synced to disk. `path` is absolute; the job that ends removes the file. */
export type UploadedFile = {
  readonly path: string;
  readonly format: "csv" | "ndjson";
  readonly bytes: number;
  readonly sha256: Hash;
};

/** `input` of a job of kind `register-lot`. */
export type RegisterLotWork = {
  readonly actor: Actor;
  readonly lot: LotInput;
  readonly file: UploadedFile;
  /** `refuse`: one bad row refuses the lot. `skip`: the good rows are registered. */
  readonly onError: "refuse" | "skip";
};

/** More at once would starve the other members of one installation (trust.md section 13). */
const IMPORTS_AT_ONCE = 2;

export type EnqueueDeps = { readonly jobs: Jobs; readonly random: Random };
type EnqueueLotDeps = EnqueueDeps & { readonly journal: Pick<Journal, "hasRoom"> };

/**
 * The same `idempotencyKey` with the same lot and file answers the first job; with another body it is refused.
 * `fresh: false` tells the caller that its copy of the file is not needed. A lot that was taken is registered however full the
 * outbox is by then.
 */
export async function enqueueJob(
  deps: EnqueueLotDeps,
  work: RegisterLotWork,
  options: { idempotencyKey?: string } = {},
): Promise<Result<{ job: Job; fresh: boolean }, Problem>> {
  const { member } = work.actor;
  const requestHash = hashOfWork(work);
  // Counted before the key is looked up: a count that includes the first of several equal requests cannot miss its row.
  const unfinished = await deps.jobs.unfinished(member);
  const known = options.idempotencyKey ? await deps.jobs.byKey(member, options.idempotencyKey) : undefined;
  if (!known && unfinished >= IMPORTS_AT_ONCE) return refuse(TOO_MANY);
  if (!known && !(await deps.journal.hasRoom())) return refuse(OUTBOX_FULL);
  const opened = known
    ? { ...known, fresh: false }
    : await deps.jobs.enqueue({
        id: uuidOf(deps.random.bytes(16)),
        member,
        kind: "register-lot",
        input: work,
        requestHash,
        ...(options.idempotencyKey !== undefined && { idempotencyKey: options.idempotencyKey }),
      });
  if (opened.requestHash !== requestHash) return refuse(KEY_REUSED);
  return ok({ job: opened.job, fresh: opened.fresh });
}

const TOO_MANY: Problem = {
  code: "too-many-imports",
  sentence: "Two imports of your organisation are at work. Wait until one of them has ended, then send the file again.",
};
const KEY_REUSED: Problem = {
  code: "idempotency-key-reused",
  sentence: "This Idempotency-Key was used for another request. Send a new key with a new request.",
};

/** What was asked, not who asked or where the bytes lie. */
function hashOfWork({ lot, file, onError }: RegisterLotWork): Hash {
  const asked = { kind: "register-lot", lot, file: { format: file.format, sha256: file.sha256 }, onError };
  return createHash("sha256")
    .update(canonicalJson(JSON.parse(JSON.stringify(asked))))
    .digest("hex");
}
