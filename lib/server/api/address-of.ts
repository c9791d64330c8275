import "server-only";

/** The asker's address: Next writes the peer into `x-forwarded-for`, after whatever a proxy wrote there. For limits only, never stored. */
export function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
}
