/** Suspends a member: more than half of all active members sign, the suspended one not among them. */
import { networkSubject } from "../../domain/event/subject.ts";
import { ok } from "../../domain/result.ts";
import { problem, type Verb } from "../verb.ts";

export const suspendMember: Verb<"suspend-member"> = async ({ member, reason }, desk) => {
  const { actor, deps } = desk;
  if (desk.founder !== actor.member)
    return problem(
      "not-permitted",
      `Only ${desk.founder ?? "the founder"} suspends members from this installation. Ask them.`,
    );
  if (member === actor.member)
    return problem("input-invalid", "A member does not suspend itself. Name another one.", "/member");
  const network = await desk.state(networkSubject(desk.network));
  const members = network?.is === "network" ? network.members : [];
  const hosted = new Set(await deps.signer.members());
  const others = members.filter((one) => one !== actor.member && one !== member && hosted.has(one));
  const approvers = [actor.member, ...others].slice(0, Math.floor(members.length / 2) + 1);
  const written = await desk.write({
    fact: { kind: "member-suspended", member, reason, approvers },
    signedBy: approvers.map((one) => ({ member: one, name: { as: "service" } })),
  });
  return written.ok ? ok({ member }) : written;
};
