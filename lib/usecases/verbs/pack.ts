/** Things go into a bag, carton or pallet; a number is given to a new one that has none. */
import { memberSubject } from "../../domain/event/subject.ts";
import { ssccOf } from "../../domain/label/sscc.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byService, problem, type Verb } from "../verb.ts";
import { type Container, containerOf } from "./containers.ts";
import { refuseRecalled } from "./recalls.ts";

/** Extension digit of the numbers that we give. */
const EXTENSION = 0;

export const pack: Verb<"pack"> = async ({ sscc, items }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const free = await refuseRecalled(resolved.value, desk);
  if (!free.ok) return free;
  const container = sscc ? await containerOf(sscc, desk) : await numbered(desk);
  if (!container.ok) return container;
  const contents = resolved.value.map(({ subject }) => subject);
  const self = contents.indexOf(container.value.subject);
  if (self >= 0) return problem("item-invalid", "A container cannot be packed into itself.", `/items/${self}`);
  const written = await desk.write({
    fact: { kind: "packed", container: container.value.subject },
    contents,
    signedBy: byService(desk.actor),
  });
  return written.ok ? ok({ sscc: container.value.sscc, container: container.value.subject }) : written;
};

/** A number under the member's GS1 prefix that nobody has packed under. */
async function numbered(desk: Desk): Promise<Result<Container, Problem>> {
  const { actor, deps } = desk;
  const member = await desk.state(memberSubject(actor.member));
  const prefix = member?.is === "member" ? member.profile.gs1Prefixes?.[0] : undefined;
  if (prefix === undefined)
    return problem(
      "no-gs1-prefix",
      "Your organisation has no GS1 company prefix, so it cannot number containers. Give the SSCC that is on the container.",
    );
  for (;;) {
    const sscc = ssccOf(EXTENSION, prefix, await deps.office.nextSsccSerial(actor.member));
    const container = await containerOf(sscc, desk);
    if (!container.ok || (container.value.state === undefined && container.value.subject.endsWith("/1")))
      return container;
  }
}
