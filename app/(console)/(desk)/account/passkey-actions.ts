"use server";
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { keepPasskey, removePasskey, startPasskey } from "@/lib/server/passkeys.ts";
import { passwordField, saved, secured } from "./secured.ts";

const name = z.string().trim().min(1).max(64);
const named = z.strictObject({ name, password: passwordField });
const onlyName = z.strictObject({ name });
const one = z.strictObject({ passkey: z.string().min(1).max(64), password: passwordField });

export type Begun = { readonly outcome: Outcome; readonly options?: PublicKeyCredentialCreationOptionsJSON };

/** What the browser is to make a passkey for, once the password is right. */
export async function begin(form: FormData): Promise<Begun> {
  const begun = await secured({
    schema: named,
    form,
    to: ({ password }, headers) => startPasskey(headers, password),
  });
  if (!begun.ok) return { outcome: begun.error };
  return { outcome: { state: "idle", key: crypto.randomUUID() }, options: begun.value };
}

/** Keeps what the browser made; the library believes none of it before its signature and challenge are checked. */
export async function keep(form: FormData, response: RegistrationResponseJSON): Promise<Outcome> {
  const t = await getTranslations("passkey");
  const done = await secured({
    schema: onlyName,
    form,
    to: (given, headers) => keepPasskey(headers, given.name, response),
  });
  return done.ok ? saved(t("added")) : done.error;
}

export async function remove(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("passkey");
  const done = await secured({
    schema: one,
    form,
    to: ({ passkey, password }, headers) => removePasskey(headers, password, passkey),
  });
  return done.ok ? saved(t("removed")) : done.error;
}
