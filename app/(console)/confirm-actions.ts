"use server";
import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import { isSignInRefusal } from "@/lib/server/auth.ts";
import { confirmByPasskey, confirmByPassword, type WaysToConfirm, waysToConfirm } from "@/lib/server/confirmation.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { requireActor, requireReader } from "@/lib/server/session.ts";
import { confirmAddress, filePath, nextPath } from "@/lib/server/sign-in/next-path.ts";
import { passwordField, saved, secured } from "./(desk)/account/secured.ts";
import { passkeyAnswer } from "./passkey-answer.ts";

const given = z.strictObject({ password: passwordField, code: z.string().trim().max(64).default("") });

/** What the person who is signed in here can confirm with. */
export async function waysHere(): Promise<WaysToConfirm> {
  return waysToConfirm((await requireReader()).userId);
}

export async function confirmWithPassword(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("confirm");
  const done = await secured({
    schema: given,
    form,
    to: ({ password, code }, asked) => confirmByPassword(asked, password, code.replace(/\s/g, "")),
  });
  return done.ok ? saved(t("done")) : done.error;
}

/** By what the browser answered. */
export async function confirmWithPasskey(response: AuthenticationResponseJSON): Promise<Outcome> {
  await requireActor();
  await assertSameOrigin();
  const t = await getTranslations("confirm");
  const answer = passkeyAnswer.safeParse(response);
  const refused: Outcome = { state: "refused", key: crypto.randomUUID(), sentence: t("passkeyRefused") };
  if (!answer.success) return refused;
  try {
    await confirmByPasskey(await headers(), answer.data);
    return saved(t("done"));
  } catch (fault) {
    if (!isSignInRefusal(fault)) throw fault;
    return refused;
  }
}

/** The same on the page that stands before a file, which is fetched then. */
export async function confirmFileWithPasskey(
  given: string,
  from: string,
  response: AuthenticationResponseJSON,
): Promise<Outcome> {
  const outcome = await confirmWithPasskey(response);
  if (outcome.state !== "recorded") return outcome;
  const file = filePath(given);
  redirect(file === undefined ? nextPath(from) : `${confirmAddress(file, nextPath(from))}&now=1`);
}

/** The same by password: needs no script. */
export async function confirmForFile(form: FormData): Promise<void> {
  const file = filePath(form.get("file"));
  const from = nextPath(form.get("from"));
  if (file === undefined) redirect(from);
  const typed = new FormData();
  for (const name of ["password", "code"]) typed.set(name, form.get(name) ?? "");
  const { state, errors, code } = await confirmWithPassword({ state: "idle", key: "" }, typed);
  const refused = errors?.[0]?.field ?? (code === "TOO_MANY_TRIES" ? "tooMany" : "other");
  redirect(`${confirmAddress(file, from)}&${state === "recorded" ? "now=1" : `refused=${refused}`}`);
}
