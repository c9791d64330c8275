/** A maker's label keys: made here, declared on the ledger with validity and quota, revoked from a place in it on. */

import { keySubject } from "../../domain/event/subject.ts";
import { labelKeyIdOf } from "../../domain/label/label-key.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, problem, type Verb } from "../verb.ts";
import { NO_LABELS } from "./label-shop.ts";

export const declareLabelKey: Verb<"declare-label-key"> = async ({ notBefore, notAfter, quota }, desk) => {
  const { labels } = desk.deps;
  if (!labels) return NO_LABELS;
  const member = desk.actor.member;
  const from = new Date(notBefore ?? desk.now).toISOString();
  const to = new Date(notAfter).toISOString();
  if (to <= from || to <= desk.now)
    return problem("label-key-invalid", "The key's validity ends before it begins, or is over already.", "/notAfter");
  const publicKey = await labels.keys.create(member);
  const key = { algorithm: "ed25519" as const, publicKey };
  const written = await desk.write({
    fact: { kind: "label-key-declared", ...key, notBefore: from, notAfter: to, quota },
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ kid: labelKeyIdOf(key) ?? "" }) : written;
};

export const revokeLabelKey: Verb<"revoke-label-key"> = async ({ kid, reason }, desk) => {
  const key = keySubject(desk.actor.member, kid);
  const written = await desk.write({
    fact: { kind: "label-key-revoked", key, reason },
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ kid }) : written;
};
