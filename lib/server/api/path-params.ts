import "server-only";

export const API_ROOT = "/api/v1";

/**
 * The values of `{name}` segments, percent-decoded. `undefined` when the path is not the template's or is badly encoded.
 * Read from the address itself, so that what one sees in a log is what was meant.
 */
export function readPathParams(template: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const wanted = `${API_ROOT}${template}`.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const value = given[at] ?? "";
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    if (name === undefined) {
      if (segment !== value) return undefined;
      continue;
    }
    try {
      params[name] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return params;
}
