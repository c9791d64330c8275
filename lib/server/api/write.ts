import "server-only";
import type { Command } from "../../usecases/commands.ts";
import type { Operation } from "../../usecases/operation.ts";
import { type Call, json, notFound, type Reply } from "./endpoint.ts";

type Write<Names> = {
  readonly command: Command;
  /** The status once it is recorded: 201 where something new has an address, else 200. */
  readonly status: 200 | 201;
  /** Names of what was made, as far as they are known. */
  readonly names: (operation: Operation) => Names;
  readonly location?: (operation: Operation) => string | undefined;
  /** Whether the thing in the path exists for this member; asked only after a refusal. */
  readonly exists?: { readonly what: string; readonly find: () => Promise<unknown> };
};

/** Refusals that would tell a stranger that the thing exists. */
const OTHERS_THING: ReadonlySet<string> = new Set([
  "lot-not-yours",
  "not-the-receiver",
  "not-the-giver",
  "lot-unknown",
  "transfer-unknown",
]);

/** Submits a command. Pending writes answer 202 and the address where the outcome will be. */
export async function write<Names>(
  call: Call<unknown, unknown, unknown>,
  { command, status, names, location, exists }: Write<Names>,
): Promise<Reply<Names & { operation: Operation }>> {
  const options = call.idempotencyKey === undefined ? {} : { idempotencyKey: call.idempotencyKey };
  const operation = await call.doors.submit(call.actor, command, options);
  if (operation.state === "refused") {
    const problem = operation.problem ?? { code: "refused", sentence: "The ledger refused this request." };
    if (exists && OTHERS_THING.has(problem.code) && (await exists.find()) === undefined) return notFound(exists.what);
    return { as: "problem", problem };
  }
  const body = { ...names(operation), operation };
  if (operation.state !== "recorded")
    return json(body, 202, { location: `/api/v1/operations/${operation.id}`, "retry-after": "1" });
  const at = location?.(operation);
  return json(body, status, at === undefined ? undefined : { location: at });
}

/** A text in the operation's result. */
export function resultText(operation: Operation, name: string): string | undefined {
  const value = operation.result?.[name];
  return typeof value === "string" ? value : undefined;
}
