/**
 * Follows the ledger and keeps the read model: each entry is judged again by the rule book, its rows and the position are
 * written in one transaction. A crash at any instant resumes where the rows are.
 */
import { apply } from "../domain/event/apply.ts";
import type { Id16, MemberId, Subject } from "../domain/event/event.ts";
import { sentenceOf } from "../domain/event/refusal-sentence.ts";
import type { States, SubjectState } from "../domain/event/state.ts";
import { subjectsOf } from "../domain/event/subjects-of.ts";
import { verifySignatures } from "../domain/event/verify-signatures.ts";
import type { Committed, Ledger } from "../ports/ledger.ts";
import type { Judged, ProjectionRows } from "../ports/projection-rows.ts";
import { inBatches } from "./in-batches.ts";

export type ProjectionDeps = {
  readonly rows: ProjectionRows;
  readonly ledger: Pick<Ledger, "follow">;
  readonly log: { error(fault: unknown, message: string): void };
  /** Members whose keys are here. */
  readonly hosted?: () => Promise<readonly MemberId[]>;
  /** How long to wait after a fault, in milliseconds. */
  readonly pauseMs?: number;
};

export type Projection = {
  /** Resolves once the rows of this entry are committed; rejects when the projection was stopped before. */
  caughtUpTo(index: number): Promise<void>;
  stop(): Promise<void>;
};

/** Entries of one transaction: more make it no faster, fewer make it slower. */
const BATCH = 128;

/** Starts to follow; a fault is logged, then the projection resumes from what its rows say. */
export function startProjection(deps: ProjectionDeps): Projection {
  const stopping = new AbortController();
  const waiting = new Set<{ index: number; resolve: () => void; reject: (reason: Error) => void }>();
  let position = -1;

  function reached(index: number): void {
    position = index;
    for (const one of waiting) {
      if (one.index > index) continue;
      waiting.delete(one);
      one.resolve();
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await projectLedger(deps, stopping.signal, reached);
      } catch (fault) {
        if (stopping.signal.aborted) return;
        deps.log.error(fault, "the projection stumbled and begins again from its rows");
        await pause(deps.pauseMs ?? 1000, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    caughtUpTo(index) {
      if (index <= position) return Promise.resolve();
      if (stopping.signal.aborted) return Promise.reject(new Error("the projection was stopped"));
      return new Promise((resolve, reject) => waiting.add({ index, resolve, reject }));
    },
    async stop() {
      stopping.abort();
      await running;
      for (const { reject } of waiting) reject(new Error("the projection was stopped"));
      waiting.clear();
    },
  };
}

/** Follows until `signal` aborts. @param reached called with the index of the last entry whose rows are committed */
export async function projectLedger(
  deps: ProjectionDeps,
  signal: AbortSignal,
  reached: (index: number) => void,
): Promise<void> {
  let position = await deps.rows.position();
  let network = await deps.rows.network();
  if (deps.hosted) await deps.rows.keepHosted(await deps.hosted());
  reached(position);
  const after = position < 0 ? undefined : { index: position };
  for await (const batch of inBatches(deps.ledger.follow(after, signal), BATCH)) {
    assertNoGap(position, batch);
    const judged = await judge(deps.rows, batch, network);
    if (deps.hosted && batch.some(({ event }) => changesMembers(event.body.kind)))
      await deps.rows.keepHosted(await deps.hosted());
    await deps.rows.write(judged);
    network ??= judged.find(({ ruleBroken }) => !ruleBroken)?.committed.event.body.network;
    position = batch[batch.length - 1]!.position.index;
    reached(position);
  }
}

/** Empties the rows and replays the ledger up to `index`. */
export async function rebuildProjection(deps: ProjectionDeps, index: number): Promise<void> {
  await deps.rows.empty();
  const done = new AbortController();
  await projectLedger(deps, done.signal, (position) => {
    if (position >= index) done.abort();
  });
}

/** An entry left out would be a hole in somebody's custody: better no answer than one from half the facts. */
function assertNoGap(position: number, batch: readonly Committed[]): void {
  for (const [at, { position: found }] of batch.entries())
    if (found.index !== position + 1 + at)
      throw new Error(`the ledger gave entry ${found.index} where ${position + 1 + at} was due`);
}

async function judge(rows: ProjectionRows, batch: readonly Committed[], founded: Id16 | undefined): Promise<Judged[]> {
  let network = founded;
  const states = new Map(await rows.states(subjectsOfAll(batch)));
  return batch.map((committed) => {
    const before: States = pick(states, subjectsOf(committed.event).changes);
    const next = replay(committed, states, network);
    if (typeof next === "string") return { committed, before, next: new Map(), ruleBroken: next };
    for (const [subject, state] of next) states.set(subject, state);
    network ??= committed.event.body.network;
    return { committed, before, next };
  });
}

/** The next states, or why not. Whoever let the entry in, this follower believes only what it has checked. */
function replay({ event, time, ruleBroken }: Committed, states: States, network?: Id16): States | string {
  if (ruleBroken) return sentenceOf(ruleBroken);
  const signers = verifySignatures(event, states, { time });
  if (!signers.ok) return sentenceOf(signers.error);
  const next = apply(states, event, { time, network, signers: signers.value });
  return next.ok ? next.value : sentenceOf(next.error);
}

function subjectsOfAll(batch: readonly Committed[]): Subject[] {
  const subjects = new Set<Subject>();
  for (const { event } of batch) {
    const { changes, reads } = subjectsOf(event);
    for (const subject of changes) subjects.add(subject);
    for (const subject of reads) subjects.add(subject);
  }
  return [...subjects];
}

function pick(states: ReadonlyMap<Subject, SubjectState>, subjects: readonly Subject[]): States {
  return new Map(
    subjects.flatMap((subject) => {
      const state = states.get(subject);
      return state ? [[subject, state] as const] : [];
    }),
  );
}

function changesMembers(kind: Committed["event"]["body"]["kind"]): boolean {
  return kind === "network-founded" || kind === "member-admitted";
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
