"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import {
  type AppSecret,
  confirmSecondFactor,
  endSecondFactor,
  newRecoveryCodes,
  startSecondFactor,
} from "@/lib/server/second-factor.ts";
import { passwordField, saved, secured } from "./secured.ts";

const byPassword = z.strictObject({ password: passwordField });
const byCode = z.strictObject({ code: z.string().trim().min(1).max(64) });

export type Started = { readonly outcome: Outcome; readonly app?: AppSecret };
export type Coded = { readonly outcome: Outcome; readonly codes?: readonly string[] };

/** The secret for an authenticator app; nothing is asked for yet. */
export async function start(form: FormData): Promise<Started> {
  const made = await secured({
    schema: byPassword,
    form,
    to: ({ password }, headers) => startSecondFactor(headers, password),
  });
  if (!made.ok) return { outcome: made.error };
  return { outcome: { state: "idle", key: crypto.randomUUID() }, app: made.value };
}

export async function confirm(form: FormData): Promise<Coded> {
  const t = await getTranslations("secondFactor");
  const done = await secured({
    schema: byCode,
    form,
    to: ({ code }, headers, actor) => confirmSecondFactor(headers, actor.userId, code.replace(/\s/g, "")),
  });
  return done.ok ? { outcome: saved(t("turnedOn")), codes: done.value } : { outcome: done.error };
}

export async function renewCodes(form: FormData): Promise<Coded> {
  const t = await getTranslations("secondFactor");
  const done = await secured({
    schema: byPassword,
    form,
    to: ({ password }, headers) => newRecoveryCodes(headers, password),
  });
  return done.ok ? { outcome: saved(t("renewed")), codes: done.value } : { outcome: done.error };
}

export async function turnOff(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("secondFactor");
  const done = await secured({
    schema: byPassword,
    form,
    to: ({ password }, headers) => endSecondFactor(headers, password),
  });
  return done.ok ? saved(t("turnedOff")) : done.error;
}
