/** Who may sell: the holder, to somebody outside the network. That ends custody. */
import { ok } from "../../result.ts";
import type { Sold } from "../event.ts";
import type { Rule } from "../rule.ts";
import { freeThing, undisputed } from "../things.ts";

export const sold: Rule<Sold> = {
  fields: {},
  contents: "things",
  singles: () => [],
  reads: () => [],
  step(subject, event, states) {
    const item = freeThing(subject, event, states);
    return item.ok ? ok({ ...undisputed(item.value), custody: { at: "sold", seller: event.body.actor } }) : item;
  },
};
