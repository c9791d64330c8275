/** Things come out. What lies deeper than the open container comes out of each container on the way, from the top down. */
import type { Subject } from "../../domain/event/event.ts";
import { ok } from "../../domain/result.ts";
import { byService, type Verb } from "../verb.ts";
import { containerOf, wayUp } from "./containers.ts";

export const unpack: Verb<"unpack"> = async ({ sscc, items }, desk) => {
  const container = await containerOf(sscc, desk);
  if (!container.ok) return container;
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const taken: { parent: Subject; child: Subject; depth: number }[] = [];
  for (const { subject } of resolved.value) {
    const way = await wayUp(subject, desk);
    if (!way.slice(1).includes(container.value.subject))
      return { ok: false, error: desk.problemOf({ code: "not-in-container", subject }) };
    for (const [at, child] of way.slice(0, -1).entries())
      taken.push({ parent: way[at + 1]!, child, depth: way.length - at });
  }
  // The top is opened first: only what stands at the top may be opened.
  const byParent = new Map<Subject, Set<Subject>>();
  for (const { parent, child } of taken.sort((a, b) => a.depth - b.depth))
    byParent.set(parent, (byParent.get(parent) ?? new Set()).add(child));
  for (const [parent, children] of byParent) {
    const fact = { kind: "unpacked" as const, container: parent };
    const written = await desk.write({ fact, contents: [...children], signedBy: byService(desk.actor) });
    if (!written.ok) return written;
  }
  return ok({ sscc: container.value.sscc });
};
