import "server-only";

/** Forwarding, joined to this installation's mail and address. */
import type { Result } from "../domain/result.ts";
import type { Actor } from "../usecases/actor.ts";
import { forwardAlert as forward } from "../usecases/copies/forward-alert.ts";
import type { Problem } from "../usecases/operation.ts";
import { alertWork } from "./alert-desk.ts";
import { env } from "./env.ts";
import { systemMail } from "./mail.ts";

export function forwardAlert(actor: Actor, number: string, to: string): Promise<Result<void, Problem>> {
  return forward({ ...alertWork(), mail: systemMail, publicUrl: env().publicUrl }, actor, number, to);
}
