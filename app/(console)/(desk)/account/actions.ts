"use server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth } from "@/lib/server/auth.ts";
import { endOtherSessions, endSession } from "@/lib/server/sessions.ts";
import { passwordField, saved, secured } from "./secured.ts";

const change = z.strictObject({ currentPassword: passwordField, newPassword: passwordField });
const oneSession = z.strictObject({ session: z.string().min(1).max(64) });

/** Ends every session of the person but the one that asks. */
export async function signOutElsewhere(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("account");
  const done = await secured({
    schema: z.strictObject({}),
    form,
    to: (_given, headers) => endOtherSessions(headers),
  });
  return done.ok ? saved(t("signedOutElsewhere")) : done.error;
}

/** Ends one session of the person. */
export async function signOutThere(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("account");
  const done = await secured({
    schema: oneSession,
    form,
    to: ({ session }, _headers, actor) => endSession(actor.userId, session),
  });
  return done.ok ? saved(t("signedOutThere")) : done.error;
}

/** Sets a new password; every other session of the person ends. */
export async function changePassword(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("account");
  const done = await secured({
    schema: change,
    form,
    to: (given, headers) => auth().api.changePassword({ body: { ...given, revokeOtherSessions: true }, headers }),
  });
  return done.ok ? saved(t("changed")) : done.error;
}
