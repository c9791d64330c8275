"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { FINDINGS, OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import { alertWork } from "@/lib/server/alert-desk.ts";
import { closeCase, decideCase, sayOnCase } from "@/lib/usecases/copies/handle-case.ts";
import { change } from "../../../act.ts";

const number = z.string().max(40);
const decision = z.discriminatedUnion("decision", [
  z.object({ number, decision: z.literal("confirm"), finding: z.enum(FINDINGS) }),
  z.object({ number, decision: z.literal("clear") }),
]);
const said = z.object({ number, text: z.string().trim().min(1).max(4_000) });
const closing = z.object({ number, rootCause: z.enum(ROOT_CAUSES), outcome: z.enum(OUTCOMES) });

export async function decide(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("cases");
  return change({
    schema: decision,
    form,
    to: (actor, given) => decideCase(alertWork(), actor, given.number, given),
    said: (became) => ({ sentence: t(became) }),
  });
}

export async function say(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: said,
    form,
    to: (actor, { number, text }) => sayOnCase(alertWork(), actor, number, text),
    said: () => ({ sentence: t("messageAdded") }),
  });
}

export async function close(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("cases");
  return change({
    schema: closing,
    form,
    to: (actor, { number, ...end }) => closeCase(alertWork(), actor, number, end),
    said: () => ({ sentence: t("isClosed") }),
  });
}
