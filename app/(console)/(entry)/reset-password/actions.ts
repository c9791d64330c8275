"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { auth, isSignInRefusal } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { LONGEST_PASSWORD } from "@/lib/server/sign-in/password-length.ts";
import { keyOf } from "../../act.ts";
import { invalid } from "../../invalid.ts";
import { refusedOutcome } from "../../refused-by-sign-in.ts";

const reset = z.strictObject({
  token: z.string().max(64),
  newPassword: z.string().min(1).max(LONGEST_PASSWORD),
});

export async function setPassword(_before: Outcome, form: FormData): Promise<Outcome> {
  await assertSameOrigin();
  const key = keyOf(form);
  const given = reset.safeParse({ token: form.get("token"), newPassword: form.get("newPassword") });
  if (!given.success) return invalid(given.error, key);
  try {
    await auth().api.resetPassword({ body: given.data, headers: await headers() });
  } catch (refused) {
    if (!isSignInRefusal(refused)) throw refused;
    if (refused.body?.code !== "INVALID_TOKEN") return refusedOutcome(refused, key, ["newPassword"]);
    // Without a token the page says why a link is over, and what to do.
    redirect("/reset-password");
  }
  redirect("/sign-in?changed=1");
}
