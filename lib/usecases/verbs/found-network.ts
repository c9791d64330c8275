/** The first event of all: a member founds the network and signs for itself. Its keys are made here. */
import type { MemberId, MemberProfile } from "../../domain/event/event.ts";
import { ok } from "../../domain/result.ts";
import type { DeskDeps } from "../desk.ts";
import type { CommandOf, Verb } from "../verb.ts";
import { byService, problem } from "../verb.ts";

export const foundNetwork: Verb<"found-network"> = async ({ name, founder }, desk) => {
  if (desk.founder !== undefined)
    return problem("already-founded", `${desk.founder} has founded this network already. Ask them to admit you.`);
  if (founder.member !== desk.actor.member)
    return problem("settings-not-own", "The founder's id must be that of your own organisation.", "/founder/member");
  const profile = profileOf(
    { ...atHome(desk.deps, founder.member), ...founder },
    await desk.deps.signer.createMember(founder.member),
  );
  const written = await desk.write({
    fact: { kind: "network-founded", name, founder: profile },
    signedBy: byService(desk.actor),
  });
  return written.ok ? ok({ network: desk.network, member: founder.member }) : written;
};

/** What a record says of a member whose keys are here, where it matters: through which organisation it acts, and where it answers. */
export function atHome({ home }: DeskDeps, member: MemberId): { mspId?: string; baseUrl?: string } {
  if (!home) return {};
  const mspId = home.mspIdOf(member);
  return { ...(mspId !== undefined && { mspId }), baseUrl: home.baseUrl };
}

/** As it stands on the ledger: what is empty is absent. */
export function profileOf(input: CommandOf<"found-network">["founder"], root: string): MemberProfile {
  const { vendorNames, gs1Prefixes, contact, ...profile } = input;
  return {
    ...profile,
    member: input.member as MemberId,
    roots: [root],
    ...(vendorNames?.length && { vendorNames: [...new Set(vendorNames)] }),
    ...(gs1Prefixes?.length && { gs1Prefixes: [...new Set(gs1Prefixes)] }),
    ...(contact && { contact }),
  };
}
