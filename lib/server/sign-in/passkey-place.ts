import "server-only";

/** Where passkeys hold. A browser binds each one to a domain name (WebAuthn, RP ID) and knows none for a bare IP address. */
import { isIP } from "node:net";
import { isLoopback } from "../env.ts";

export type PasskeyPlace = {
  /** The domain that a passkey is bound to. */
  readonly rpId: string;
  /** The one address under which passkeys are made and used. */
  readonly origin: string;
};

/** Undefined where the installation's address has no domain name. On this machine alone that name is `localhost`. */
export function passkeyPlace(publicUrl: string): PasskeyPlace | undefined {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (hostname.endsWith(".localhost")) return { rpId: hostname, origin };
  if (isLoopback(hostname)) return { rpId: "localhost", origin: `${protocol}//localhost${port ? `:${port}` : ""}` };
  return isIP(hostname.replace(/^\[|\]$/g, "")) ? undefined : { rpId: hostname, origin };
}
