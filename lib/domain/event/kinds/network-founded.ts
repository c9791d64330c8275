/** The first event of all: a member founds the network and vouches for itself. */
import { ok } from "../../result.ts";
import type { NetworkFounded } from "../event.ts";
import { text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { profileForm } from "../member-form.ts";
import { no } from "../no.ts";
import { rootsRefusal } from "../roots.ts";
import type { Rule } from "../rule.ts";
import { memberSubject, networkSubject } from "../subject.ts";

export const networkFounded: Rule<NetworkFounded> = {
  fields: { name: text(LIMITS.text.name), founder: profileForm },
  contents: "none",
  singles: ({ founder }, { network }) => [networkSubject(network), memberSubject(founder.member)],
  reads: () => [],
  step(subject, { body }, states) {
    const network = networkSubject(body.network);
    if (states.has(network)) return no("already-founded", network);
    const { founder, name } = body;
    if (founder.member !== body.actor) return no("settings-not-own", memberSubject(founder.member));
    const refusal = rootsRefusal(founder.roots, memberSubject(founder.member));
    if (refusal) return { ok: false, error: refusal };
    if (subject === network) return ok({ is: "network", name, members: [founder.member] });
    return ok({ is: "member", profile: founder, active: true });
  },
};
