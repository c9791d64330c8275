"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { OUTCOMES, ROOT_CAUSES } from "@/lib/domain/copies/alert-words.ts";
import { alertWork } from "@/lib/server/alert-desk.ts";
import { forwardAlert } from "@/lib/server/forward-alert.ts";
import { changeAlert, sayOnAlert } from "@/lib/usecases/copies/handle-alert.ts";
import { openCase } from "@/lib/usecases/copies/handle-case.ts";
import { change } from "../../../act.ts";

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
  const t = await getTranslations("alerts");
  return change({
    schema: taken,
    form,
    to: (actor, { number, what }) => changeAlert(alertWork(), actor, number, { what }),
    said: () => ({ sentence: t("changed") }),
  });
}

export async function say(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: said,
    form,
    to: (actor, { number, text }) => sayOnAlert(alertWork(), actor, number, text),
    said: () => ({ sentence: t("messageAdded") }),
  });
}

export async function close(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: closing,
    form,
    to: (actor, { number, ...end }) => changeAlert(alertWork(), actor, number, { what: "closed", ...end }),
    said: () => ({ sentence: t("isClosed") }),
  });
}

export async function open(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: opening,
    form,
    to: (actor, { number, title }) => openCase(alertWork(), actor, { title, alerts: [number] }),
    said: (made) => ({
      sentence: t("caseOpened", { number: made }),
      made: { label: t("toCase"), href: `/cases/${made}` },
    }),
  });
}

export async function share(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: shared,
    given: { number: form.get("number"), recipients: form.getAll("recipients") },
    form,
    to: (actor, { number, recipients }) => changeAlert(alertWork(), actor, number, { what: "shared", recipients }),
    said: () => ({ sentence: t("changed") }),
  });
}

export async function forward(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: forwarding,
    form,
    to: (actor, { number, mail }) => forwardAlert(actor, number, mail),
    said: (_, { mail }) => ({ sentence: t("forwarded", { mail }) }),
  });
}
