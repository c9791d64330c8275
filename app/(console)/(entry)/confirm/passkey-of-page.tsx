"use client";
import { useIsAt } from "../../ask-device.ts";
import { confirmFileWithPasskey } from "../../confirm-actions.ts";
import { ConfirmPasskey } from "../../confirm-passkey.tsx";

/** @param origin the one address that passkeys are bound to */
export function PasskeyOfPage({ origin, file, from }: { origin: string; file: string; from: string }) {
  return useIsAt(origin) && <ConfirmPasskey finish={(response) => confirmFileWithPasskey(file, from, response)} />;
}
