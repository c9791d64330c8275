/** A maker voids labels of its lots, whoever holds the goods: a scan of them then says so. */
import type { Subject } from "../../domain/event/event.ts";
import { labelSubject } from "../../domain/event/subject.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, problem, type Verb } from "../verb.ts";

export const voidLabels: Verb<"void-labels"> = async ({ items, reason }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const contents: Subject[] = [];
  for (const [at, item] of resolved.value.entries()) {
    if (item.is !== "module")
      return problem("item-invalid", `${item.name} is a carton. Name the modules.`, `/items/${at}`);
    const state = await desk.state(item.subject);
    contents.push(labelSubject((state?.is === "module" ? state.label : undefined) ?? item.label));
  }
  const written = await desk.write({
    fact: { kind: "labels-voided", reason },
    contents,
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ labels: contents.length }) : written;
};
