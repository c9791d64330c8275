"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { FINDINGS, OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import { alertWork } from "@/lib/server/alert-desk.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { closeCase, decideCase, sayOnCase } from "@/lib/usecases/copies/handle-case.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";
import { answerOf } from "../../settings/answer-of.ts";

const number = z.string().max(40);
const decision = z.discriminatedUnion("decision", [
  z.object({ number, decision: z.literal("confirm"), finding: z.enum(FINDINGS) }),
  z.object({ number, decision: z.literal("clear") }),
]);
const said = z.object({ number, text: z.string().trim().min(1).max(4_000) });
const closing = z.object({ number, rootCause: z.enum(ROOT_CAUSES), outcome: z.enum(OUTCOMES) });

export async function decide(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = decision.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("cases");
  return answerOf(await decideCase(alertWork(), actor, given.data.number, given.data), (became) => ({
    sentence: t(became),
  }));
}

export async function say(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = said.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  return answerOf(await sayOnCase(alertWork(), actor, given.data.number, given.data.text), () => ({
    sentence: t("messageAdded"),
  }));
}

export async function close(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = closing.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const { number: of, ...end } = given.data;
  const t = await getTranslations("cases");
  return answerOf(await closeCase(alertWork(), actor, of, end), () => ({ sentence: t("isClosed") }));
}
