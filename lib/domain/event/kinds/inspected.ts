/** Who may record an inspection: the holder, also of a module that it leaves in its carton. It changes nothing. */

import { digestForms } from "../eeprom-forms.ts";
import { INSPECTION_RESULTS, type Inspected } from "../event.ts";
import { object, oneOf, optional, subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { heldThing, withinForm } from "../within.ts";

export const inspected: Rule<Inspected> = {
  fields: {
    module: subjectForm("module"),
    within: withinForm,
    result: oneOf(...INSPECTION_RESULTS),
    eeprom: optional(object({ ...digestForms, map: text(LIMITS.text.map) })),
  },
  contents: "none",
  singles: ({ module }) => [module],
  reads: ({ within = [] }) => within,
  step(subject, event, states) {
    const thing = heldThing(subject, event.body.within, event, states);
    if (!thing.ok) return thing;
    return thing.value.is === "module" && thing.value.scrapped?.destroyed ? no("scrapped", subject) : thing;
  },
};
