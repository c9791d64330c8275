/** An alert for a partner without an account: a letter with a link to one page, good for thirty days. */
import { createHash } from "node:crypto";
import { timeOf } from "../../domain/copies/alert-words.ts";
import { DAY, msOf } from "../../domain/copies/visit.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Mail } from "../../ports/mail.ts";
import type { Random } from "../../ports/random.ts";
import type { Actor } from "../actor.ts";
import type { Problem } from "../operation.ts";
import { type AlertDeps, NO_ALERT } from "./handle-alert.ts";
import { authorOf, mayHandle } from "./who-handles.ts";

export const LINK_DAYS = 30;

export type ForwardDeps = AlertDeps & { readonly random: Random; readonly mail: Mail; readonly publicUrl: string };

/** Only the hash of the token is kept: whoever reads the database cannot open the link. */
export function tokenHashOf(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

export async function forwardAlert(
  { alerts, clock, random, mail, publicUrl }: ForwardDeps,
  actor: Actor,
  number: string,
  to: string,
): Promise<Result<void, Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const found = await alerts.alert(actor.member, number);
  if (found?.alert.owner.member !== actor.member) return refuse(NO_ALERT);
  const at = clock.now();
  const token = Buffer.from(random.bytes(24)).toString("base64url");
  const author = authorOf(actor);
  const expiresAt = timeOf(msOf(at) + LINK_DAYS * DAY);
  await alerts.link(number, { tokenHash: tokenHashOf(token), mail: to, author, at, expiresAt });
  const url = `${publicUrl}/shared/${token}`;
  await mail.send({
    to,
    subject: `${number}: facts about a module that need you / 有关一个模块的事实需要您处理`,
    text: [
      `${author.name} shares alert ${number} with you.`,
      "Facts about a module need a person. This is no accusation. The page can be printed:",
      url,
      `The link opens without an account until ${expiresAt.slice(0, 10)}. Do not pass it on. To answer, reply to ${author.name}.`,
      "",
      `${author.name} 向您共享警报 ${number}。`,
      "有关一个模块的事实需要有人核查。这并非指控。该页面可打印：",
      url,
      `该链接无需账户，有效期至 ${expiresAt.slice(0, 10)}。请勿转发。如需答复，请联系 ${author.name}。`,
    ].join("\n"),
  });
  return ok(undefined);
}
