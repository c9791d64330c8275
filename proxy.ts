import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

/** React and the page reloader of `npm run dev` use eval; a built page never does. */
const DEVELOPING = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";

/**
 * Writes the content policy of console pages, with a nonce that Next puts on its own scripts. It decides nothing about who may
 * see what: that is done in every page, action and handler.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${DEVELOPING}`,
    // Styles of components that are positioned by script carry no nonce; they cannot run anything.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // A page cannot ask for its own address; who must sign in first comes back to it.
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  return answer;
}

// Uploads and public answers stay outside: a body that passes through here is cut at 10 MB.
export const config = {
  matcher: [
    "/((?!api/|v/|V/|v$|scan$|scan/|report$|shared/|how-sure$|check$|check/|01/|00/|A$|A/|log|\\.well-known/|livez|readyz|metrics|witness/|_next/|wasm/|.*\\.[a-z0-9]+$).*)",
  ],
};
