"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { isLanguage, LANGUAGE_COOKIE } from "@/i18n/languages.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";
import { codePathOf } from "./code-path.ts";
import { isTheme, THEME_COOKIE } from "./theme.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Sends a typed or pasted code to the public page that answers for it; needs no account. */
export async function checkModule(_before: { bad: boolean }, form: FormData): Promise<{ bad: boolean }> {
  await assertSameOrigin();
  const path = codePathOf(String(form.get("code") ?? ""));
  if (path) redirect(path);
  return { bad: true };
}

/** How this browser shows the pages. Not tied to an account. */
export async function setAppearance(form: FormData): Promise<void> {
  await assertSameOrigin();
  const jar = await cookies();
  const language = form.get("language");
  const theme = form.get("theme");
  const options = { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax" as const };
  if (typeof language === "string" && isLanguage(language)) jar.set(LANGUAGE_COOKIE, language, options);
  if (typeof theme === "string") {
    if (isTheme(theme)) jar.set(THEME_COOKIE, theme, options);
    else jar.delete(THEME_COOKIE);
  }
}
