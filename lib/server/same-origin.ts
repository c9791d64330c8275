import "server-only";

import { headers } from "next/headers";
import { isSameOrigin } from "./sign-in/origins.ts";

/** Throws unless this server action was called by one of our own pages: Next lets a request without an Origin header through. */
export async function assertSameOrigin(): Promise<void> {
  if (!isSameOrigin(await headers())) throw new Error("this change did not come from a page of TrueLane");
}
