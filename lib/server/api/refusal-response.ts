import "server-only";

/** A refusal by the API: a problem for programs; for a person who followed a link to a file, the same sentence as a page. */
import { refusedPage } from "../../../components/public/refused-page.ts";
import { chooseLanguage, LANGUAGE_COOKIE } from "../../../i18n/languages.ts";
import english from "../../../messages/console/en.json" with { type: "json" };
import { NOT_CONFIRMED } from "../../usecases/confirmed-acts.ts";
import type { Problem } from "../../usecases/operation.ts";
import { problemSentence } from "../problem-sentence.ts";
import { publicPages } from "../public-pages.ts";
import { CONFIRM, confirmAddress, nextPath, signInAddress } from "../sign-in/next-path.ts";
import { ownOrigins } from "../sign-in/origins.ts";
import { type BlamedPart, problemResponse } from "./problem.ts";

export function refusalResponse(
  request: Request,
  publicUrl: string,
  problem: Problem & { readonly parts?: readonly BlamedPart[] },
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const forPrograms = problemResponse(problem, requestId, headers);
  if (!isFollowed(request)) return forPrograms;
  const language = languageOf(request.headers);
  const from = pageOf(request.headers);
  if (problem.code === NOT_CONFIRMED.code) return askFirst(request, from, headers);
  const isSignedOut = problem.code === "not-signed-in";
  const page = refusedPage({
    language,
    publicUrl,
    what: forPrograms.status < 500 ? "refused" : "failed",
    // The program's sentence speaks of keys.
    sentence: isSignedOut && language === "en" ? english.problem["not-signed-in"] : problemSentence(problem, language),
    next: isSignedOut ? "signIn" : "back",
    href: isSignedOut ? signInAddress(from, false) : from,
    requestId,
  });
  return new Response(page, {
    status: forPrograms.status,
    headers: {
      ...Object.fromEntries(forPrograms.headers),
      ...publicPages.headers,
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
    },
  });
}

/** The file is one confirmation away: the page that asks for it gives the file then. */
function askFirst({ url }: Request, from: string, headers: Readonly<Record<string, string>>): Response {
  const { pathname, search } = new URL(url);
  const location = confirmAddress(`${pathname}${search}`, from);
  return new Response(null, { status: 303, headers: { ...headers, location, "cache-control": "no-store" } });
}

/** A browser that opens an address asks for a page by name. Some programs do too (Java's own client), but they bring a key, and no link does. */
function isFollowed({ method, headers }: Request): boolean {
  return method === "GET" && !headers.has("authorization") && /\btext\/html\b/i.test(headers.get("accept") ?? "");
}

function languageOf(headers: Headers) {
  const cookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([^;]*)`).exec(headers.get("cookie") ?? "")?.[1];
  return chooseLanguage(cookie, headers.get("accept-language"));
}

/** Where the link stood. Another site may name any page of its own: then it is the dashboard. */
function pageOf(headers: Headers): string {
  const referer = headers.get("referer") ?? "";
  if (!URL.canParse(referer)) return nextPath(undefined);
  const { origin, pathname, search, searchParams } = new URL(referer);
  // The page that asked for a confirmation stands between the file and its link.
  if (ownOrigins().includes(origin) && pathname === CONFIRM) return nextPath(searchParams.get("from"));
  return nextPath(ownOrigins().includes(origin) ? `${pathname}${search}` : undefined);
}
