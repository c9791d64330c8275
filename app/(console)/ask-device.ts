"use client";
import { WebAuthnError } from "@simplewebauthn/browser";
import { useSyncExternalStore } from "react";
import { ok, type Result, refuse } from "@/lib/domain/result.ts";

export type NoPasskey = "cancelled" | "already" | "unable";

/** Lets the browser ask for finger, face or PIN. What it says when nothing came of it is its own; these three lead on. */
export async function askDevice<T>(ceremony: () => Promise<T>): Promise<Result<T, NoPasskey>> {
  try {
    return ok(await ceremony());
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    if (fault instanceof WebAuthnError && fault.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
      return refuse("already");
    return refuse(fault.name === "NotAllowedError" || fault.name === "AbortError" ? "cancelled" : "unable");
  }
}

const never = () => () => undefined;

/** Whether this page was opened under the one address that passkeys are bound to. */
export function useIsAt(origin: string): boolean {
  return useSyncExternalStore(
    never,
    () => window.location.origin === origin,
    () => true,
  );
}
