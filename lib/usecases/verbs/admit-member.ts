/**
 * Admits a member: one whose keys this installation makes and holds, or one that brings its own root. A majority signs; where
 * one operator holds all their keys, it says so.
 */
import { memberSubject, networkSubject } from "../../domain/event/subject.ts";
import { ok } from "../../domain/result.ts";
import { problem, type Verb } from "../verb.ts";
import { atHome, profileOf } from "./found-network.ts";

export const admitMember: Verb<"admit-member"> = async ({ admitted, root }, desk) => {
  const { actor, deps } = desk;
  if (desk.founder !== actor.member)
    return problem(
      "not-permitted",
      `Only ${desk.founder ?? "the founder"} admits members to this installation. Ask them.`,
    );
  if (await desk.state(memberSubject(admitted.member)))
    return problem(
      "already-admitted",
      `${admitted.member} is a member already. Choose another member id.`,
      "/admitted/member",
    );
  const network = await desk.state(networkSubject(desk.network));
  const members = network?.is === "network" ? network.members : [];
  const hosted = new Set(await deps.signer.members());
  const others = members.filter((member) => member !== actor.member && hosted.has(member));
  const approvers = [actor.member, ...others].slice(0, Math.floor(members.length / 2) + 1);
  const profile = profileOf(
    root === undefined ? { ...atHome(deps, admitted.member), ...admitted } : admitted,
    root ?? (await deps.signer.createMember(admitted.member)),
  );
  const written = await desk.write({
    fact: { kind: "member-admitted", admitted: profile, approvers },
    signedBy: approvers.map((member) => ({ member, name: { as: "service" } })),
  });
  return written.ok ? ok({ member: admitted.member }) : written;
};
