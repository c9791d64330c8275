/** Carries what a buyer and the label signed together to the ledger; the carrier vouches for nothing but having carried it. */
import { ok } from "../../domain/result.ts";
import { byService, type Verb } from "../verb.ts";

export const activate: Verb<"activate"> = async ({ kind: _, region, ...signed }, desk) => {
  const fact = { kind: "activated", ...signed, ...(region !== undefined && { region }) } as const;
  const written = await desk.write({ fact, signedBy: byService(desk.actor) });
  return written.ok ? ok({ module: signed.claim.module }) : written;
};
