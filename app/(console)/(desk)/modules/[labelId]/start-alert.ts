"use server";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { REPORT_FIELDS } from "@/lib/ports/alert-book.ts";
import { queries } from "@/lib/server/composition.ts";
import { reportDeps } from "@/lib/server/public-forms.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { reportProblem } from "@/lib/usecases/copies/report-problem.ts";
import { mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";
import { answerOf } from "../../settings/answer-of.ts";

const started = z.object({
  label: z.string().regex(/^[0-9a-f]{64}$/),
  about: z.enum(REPORT_FIELDS),
  text: z.string().trim().min(1).max(4_000),
});

/** A report with a name under it, about a module that the person's member may see. */
export async function startAlert(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = started.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const may = mayHandle(actor);
  if (!may.ok) return answerOf(may, () => ({}));
  const [row] = await queries().findModules(actor.member, given.data.label);
  if (!row) notFound();
  const report = {
    ...given.data,
    label: row.labelId,
    code: "",
    place: "",
    contact: actor.email,
    photo: undefined,
    from: actor.member,
  };
  const kept = await reportProblem(reportDeps(), report);
  if (!kept.ok) throw new Error(`an alert could not be started: ${kept.error}`);
  const t = await getTranslations("alerts");
  return answerOf(kept, (number) => ({
    sentence: t("started", { number }),
    made: { label: t("toAlert"), href: `/alerts/${number}` },
  }));
}
