/** Who asks: a signed-in person or an API key, always of one member. */
import type { MemberId, Time } from "../domain/event/event.ts";

export const APP_ROLES = ["admin", "registrar", "release-approver", "label-officer", "shipper", "viewer"] as const;
export type AppRole = (typeof APP_ROLES)[number];

export const SCOPES = [
  "read",
  "products:write",
  "lots:write",
  "lots:release",
  "labels:read",
  "labels:write",
  "containers:write",
  "transfers:write",
  "sales:write",
  "alerts:write",
  "modules:write",
  "recalls:write",
] as const;
/** What nobody's key can have: the installation itself carries what buyers have signed. */
export const CARRIES_CLAIMS = "claims:carry";
export type Scope = (typeof SCOPES)[number] | typeof CARRIES_CLAIMS;

export type Actor =
  | {
      readonly by: "person";
      readonly member: MemberId;
      readonly userId: string;
      readonly email: string;
      readonly roles: readonly AppRole[];
      /** When this person last signed in or confirmed at this browser; absent where nobody did. */
      readonly confirmedAt?: Time;
    }
  | { readonly by: "key"; readonly member: MemberId; readonly keyId: string; readonly scopes: readonly Scope[] };
