"use server";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth, SHORTEST_PASSWORD, SignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor } from "@/lib/server/session.ts";
import { endOtherSessions } from "@/lib/server/sessions.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";

const change = z.strictObject({
  currentPassword: z.string().min(1).max(128),
  newPassword: z.string().min(SHORTEST_PASSWORD).max(128),
});

/** Ends every session of the person but the one that asks. */
export async function signOutElsewhere(_before: Outcome, _form: FormData): Promise<Outcome> {
  await requireActor();
  await assertSameOrigin();
  await endOtherSessions(await headers());
  const t = await getTranslations("account");
  return { state: "recorded", title: "saved", key: crypto.randomUUID(), sentence: t("signedOutElsewhere") };
}

/** Sets a new password; every other session of the person ends. */
export async function changePassword(_before: Outcome, form: FormData): Promise<Outcome> {
  await requireActor();
  await assertSameOrigin();
  const key = keyOf(form);
  const t = await getTranslations("account");
  const given = change.safeParse({
    currentPassword: form.get("currentPassword"),
    newPassword: form.get("newPassword"),
  });
  if (!given.success) return invalid(given.error, key);
  try {
    await auth().api.changePassword({ body: { ...given.data, revokeOtherSessions: true }, headers: await headers() });
  } catch (refused) {
    if (!(refused instanceof SignInRefusal)) throw refused;
    return { state: "refused", key, sentence: t("refused") };
  }
  return { state: "recorded", title: "saved", key: crypto.randomUUID(), sentence: t("changed") };
}
