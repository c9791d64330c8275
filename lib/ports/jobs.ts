/** Long work: a row that people watch, and a message in the queue that the worker takes. */
import type { Hash, MemberId, Time } from "../domain/event/event.ts";

export type JobRecord = {
  readonly id: string;
  readonly kind: "register-lot" | "pack-lot" | "labels" | "check-fleet";
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  /** The lot that it registers or packs. */
  readonly lotId?: string;
  readonly done: number;
  readonly total: number | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly createdAt: Time;
  readonly finishedAt?: Time;
};

/** The queue is named like the kind; its messages are this and nothing else. */
export type JobMessage = { readonly jobId: string };

export type NewJob = {
  readonly id: string;
  readonly member: MemberId;
  readonly kind: JobRecord["kind"];
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  readonly requestHash: Hash;
};

export interface Jobs {
  /** Row and message in one transaction. The same member and key again: the first row, `fresh: false`, no second message. */
  enqueue(job: NewJob): Promise<{ readonly job: JobRecord; readonly requestHash: Hash; readonly fresh: boolean }>;
  /** The job that this member opened with this key. */
  byKey(
    member: MemberId,
    idempotencyKey: string,
  ): Promise<{ readonly job: JobRecord; readonly requestHash: Hash } | undefined>;
  /** How many jobs of a member are queued or running. */
  unfinished(member: MemberId): Promise<number>;
  /** A queued job ends at once; a running one is asked to stop. `undefined`: no such job of this member. */
  askCancel(member: MemberId, id: string): Promise<JobRecord | undefined>;
}
