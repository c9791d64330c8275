/** Which container an SSCC means to the verbs: the one in use, or the next number after one that was emptied. */
import type { MemberId, Subject } from "../../domain/event/event.ts";
import type { ContainerState } from "../../domain/event/state.ts";
import { containerSubject } from "../../domain/event/subject.ts";
import { parseSscc } from "../../domain/label/sscc.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { problem } from "../verb.ts";

export type Container = {
  readonly subject: Subject;
  readonly sscc: string;
  readonly state: ContainerState | undefined;
};

/** `state` is absent when nothing has been packed under this number yet. */
export async function containerOf(text: string, desk: Desk): Promise<Result<Container, Problem>> {
  const digits = text.replace(/[\s-]/g, "").replace(/^\(00\)/, "");
  const sscc = parseSscc(digits);
  if (!sscc.ok) return problem("sscc-malformed", `${sscc.error.detail}.`, "/sscc");
  const newest = await desk.deps.items.newestContainer(sscc.value);
  return ok(await inUse(newest?.member ?? desk.actor.member, sscc.value, newest?.number ?? 1, desk));
}

/** The read model may be behind: the ledger says which numbers were used up. */
async function inUse(member: MemberId, sscc: string, from: number, desk: Desk): Promise<Container> {
  for (let number = from; ; number += 1) {
    const subject = containerSubject(member, sscc, number);
    const state = await desk.state(subject);
    if (state?.is !== "container") return { subject, sscc, state: undefined };
    if (!state.emptied) return { subject, sscc, state };
  }
}

/** From a thing up to the container at the top: `[thing, its container, …, top]`. */
export async function wayUp(subject: Subject, desk: Desk): Promise<Subject[]> {
  const way = [subject];
  for (let at: Subject | undefined = subject; at !== undefined; ) {
    const state = await desk.state(at);
    const custody = state?.is === "module" || state?.is === "container" ? state.custody : undefined;
    at = custody?.at === "inside" ? custody.container : undefined;
    if (at !== undefined) way.push(at);
  }
  return way;
}
