"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import { alertWork } from "@/lib/server/alert-desk.ts";
import { forwardAlert } from "@/lib/server/forward-alert.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { changeAlert, sayOnAlert } from "@/lib/usecases/copies/handle-alert.ts";
import { openCase } from "@/lib/usecases/copies/handle-case.ts";
import { keyOf } from "../../../act.ts";
import { invalid } from "../../../invalid.ts";
import { answerOf } from "../../settings/answer-of.ts";

const number = z.string().max(40);
const text = z.string().trim().min(1).max(4_000);
const taken = z.object({ number, what: z.enum(["acknowledged", "investigating", "held", "let-go"]) });
const said = z.object({ number, text });
const closing = z.object({
  number,
  rootCause: z.enum(ROOT_CAUSES),
  outcome: z.enum(OUTCOMES),
  text: z.string().trim().max(4_000),
});
const opening = z.object({ number, title: z.string().trim().min(1).max(200) });
const shared = z.object({ number, recipients: z.array(z.string().max(63)).max(50) });
const forwarding = z.object({ number, mail: z.email().max(254) });

export async function take(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = taken.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  return answerOf(await changeAlert(alertWork(), actor, given.data.number, { what: given.data.what }), () => ({
    sentence: t("changed"),
  }));
}

export async function say(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = said.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  return answerOf(await sayOnAlert(alertWork(), actor, given.data.number, given.data.text), () => ({
    sentence: t("messageAdded"),
  }));
}

export async function close(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = closing.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const { number: of, ...end } = given.data;
  const t = await getTranslations("alerts");
  return answerOf(await changeAlert(alertWork(), actor, of, { what: "closed", ...end }), () => ({
    sentence: t("isClosed"),
  }));
}

export async function open(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = opening.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  const opened = await openCase(alertWork(), actor, { title: given.data.title, alerts: [given.data.number] });
  return answerOf(opened, (made) => ({
    sentence: t("caseOpened", { number: made }),
    made: { label: t("toCase"), href: `/cases/${made}` },
  }));
}

export async function share(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = shared.safeParse({ number: form.get("number"), recipients: form.getAll("recipients") });
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  const change = { what: "shared", recipients: given.data.recipients } as const;
  return answerOf(await changeAlert(alertWork(), actor, given.data.number, change), () => ({ sentence: t("changed") }));
}

export async function forward(_before: Outcome, form: FormData): Promise<Outcome> {
  const actor = await requireActor();
  await assertSameOrigin();
  const given = forwarding.safeParse(Object.fromEntries(form));
  if (!given.success) return invalid(given.error, keyOf(form));
  const t = await getTranslations("alerts");
  return answerOf(await forwardAlert(actor, given.data.number, given.data.mail), () => ({
    sentence: t("forwarded", { mail: given.data.mail }),
  }));
}
