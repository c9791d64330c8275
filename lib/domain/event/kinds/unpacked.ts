/** Who may unpack: the holder of the container, while it stands open and free. What comes out is the holder's. */
import { ok } from "../../result.ts";
import type { Unpacked } from "../event.ts";
import { subject as subjectForm } from "../form.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { held, lightened, openContainer, thingBefore } from "../things.ts";

export const unpacked: Rule<Unpacked> = {
  fields: { container: subjectForm("container") },
  contents: "things",
  singles: ({ container }) => [container],
  reads: () => [],
  step(subject, event, states) {
    const { actor, container, contents } = event.body;
    const opened = openContainer(container, event, states);
    if (!opened.ok) return opened;
    const taken = contents?.count ?? 0;
    if (taken > opened.value.count) return no("not-in-container", container, `${opened.value.count} things are in it`);
    if (subject === container) return ok(lightened(opened.value, taken));
    const item = thingBefore(subject, event, states);
    if (!item.ok) return item;
    const { custody } = item.value;
    if (custody.at !== "inside" || custody.container !== container) return no("not-in-container", subject);
    return ok(held(item.value, actor));
  },
};
