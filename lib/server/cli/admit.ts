import "server-only";

/** `truelane admit`: the founder takes another installation's member into the network. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { admitMember } from "../../usecases/commands.ts";
import { submit } from "../composition.ts";
import { pool } from "../pool.ts";
import { type Command, failed, WrongUse } from "./command.ts";

const PATIENCE_MS = 120_000;

export const admit: Command = {
  usage: "FILE",
  purpose: "admits a member that keeps its own keys, by the request that its installation wrote",
  async run({ words: [file] }) {
    if (!file) throw new WrongUse("Use: truelane admit FILE");
    const text = readFileSync(file, "utf8");
    const command = admitMember.safeParse({ kind: "admit-member", ...requestOf(text, file) });
    if (!command.success || command.data.root === undefined)
      throw new WrongUse(`${file} is no request of a member. Write one there with: truelane member-request`);
    const { rows } = await pool().query<{ actor: string }>("SELECT actor FROM rm_event WHERE log_index = 0");
    const founder = rows[0]?.actor;
    if (!founder) return failed("not-founded", "This installation has no network yet. Found it first.");
    const operator = {
      by: "person",
      member: founder,
      userId: "operator",
      email: "operator",
      roles: ["admin"],
    } as const;
    const idempotencyKey = `admit ${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
    const { member } = command.data.admitted;
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(300)) {
      const operation = await submit(operator, command.data, { idempotencyKey });
      if (operation.state === "recorded")
        return { exit: "good", json: { ok: true, member }, lines: [`${member} is a member of the network.`] };
      if (operation.state === "refused")
        return {
          exit: "negative",
          json: { ok: false, problem: operation.problem },
          lines: [operation.problem?.sentence ?? "The ledger refused it."],
        };
    }
    return failed("no-answer", "The worker has not answered yet. Run the same command again.");
  },
};

function requestOf(text: string, file: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new WrongUse(`${file} is no JSON. Write a request there with: truelane member-request`);
  }
}
