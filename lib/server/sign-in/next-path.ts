/** Where a person goes after signing in. The adversary writes a link to our sign-in page that ends on a page of their own. */

const HOME = "/dashboard";
/** The page that asks who is there before it gives a file. */
export const CONFIRM = "/confirm";
const LONGEST = 1000;
const BASE = "http://own.invalid";

/** @returns the path and query of a page of this site; the dashboard for everything else, other hosts above all */
export function nextPath(given: unknown): string {
  if (typeof given !== "string" || given.length > LONGEST || !isPlainPath(given) || !URL.canParse(given, BASE))
    return HOME;
  const url = new URL(given, BASE);
  const path = `${url.pathname}${url.search}`;
  // Dots may have gone: `/.//elsewhere` is `//elsewhere` now, which a browser reads as a host.
  if (url.origin !== BASE || !isPlainPath(path)) return HOME;
  return /^\/(sign-in|api)(\/|$)/.test(url.pathname) ? HOME : path;
}

/** The address of a file of this site that a person asked for; nothing for everything else. */
export function filePath(given: unknown): string | undefined {
  if (typeof given !== "string" || given.length > LONGEST || !isPlainPath(given) || !URL.canParse(given, BASE))
    return undefined;
  const { origin, pathname, search } = new URL(given, BASE);
  return origin === BASE && pathname.startsWith("/api/v1/") ? `${pathname}${search}` : undefined;
}

/** Where a person confirms for the sake of a file. @param from the page that its link stood on */
export function confirmAddress(file: string, from: string): string {
  return `${CONFIRM}?${new URLSearchParams({ file, from })}`;
}

/** @param ended the person sent a form: the page says that the session has ended and that nothing was recorded */
export function signInAddress(from: string | null, ended: boolean): string {
  const query = new URLSearchParams();
  const next = nextPath(from);
  if (next !== HOME) query.set("next", next);
  if (ended) query.set("ended", "1");
  return query.size > 0 ? `/sign-in?${query}` : "/sign-in";
}

/** One slash in front, and nothing that a browser turns into a slash or drops: `\`, tabs, line ends. */
function isPlainPath(text: string): boolean {
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(text);
}
