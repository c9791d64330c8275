/** Who may record a recode: the holder. What the EEPROM said before and says now stays on record, so that it reads as no fake. */
import { ok } from "../../result.ts";
import { digestForms } from "../eeprom-forms.ts";
import type { Recoded } from "../event.ts";
import { object, subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import type { Rule } from "../rule.ts";
import { moduleInHand } from "../things.ts";

export const recoded: Rule<Recoded> = {
  fields: {
    module: subjectForm("module"),
    map: text(LIMITS.text.map),
    before: object(digestForms),
    after: object(digestForms),
    hostCoding: text(LIMITS.text.hostCoding),
  },
  contents: "none",
  singles: ({ module }) => [module],
  reads: () => [],
  step(subject, event, states, tx) {
    const module = moduleInHand(subject, event, states);
    if (!module.ok) return module;
    const { map, after, hostCoding, actor: by } = event.body;
    return ok({ ...module.value, recode: { ...after, map, hostCoding, by, at: tx.time } });
  },
};
