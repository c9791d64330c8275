/** A job as the worker sees it: the row that people watch while it is done. */
import type { MemberId } from "../domain/event/event.ts";

export type TakenJob = {
  readonly id: string;
  readonly member: MemberId;
  readonly kind: string;
  readonly state: "running" | "done" | "failed" | "cancelled";
  /** As it was enqueued. */
  readonly input: unknown;
};

export interface JobRows {
  /** Marks a queued or interrupted job as running; one that has ended answers with its end. */
  take(id: string): Promise<TakenJob | undefined>;
  /** Answers whether somebody asked to stop it. */
  progress(id: string, done: number, total: number | null): Promise<"go on" | "cancel">;
  finish(id: string, state: "done" | "failed" | "cancelled", result: Readonly<Record<string, unknown>>): Promise<void>;
}
