/** A maker, a distributor and their goods, for suites over a ledger: every event is signed with real keys. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesOfHex, hexOf } from "../../lib/domain/bytes/hex.ts";
import { leafHash } from "../../lib/domain/event/birth.ts";
import { draftEvent } from "../../lib/domain/event/draft.ts";
import type { Birth, Hash, Id16, LedgerEvent, MemberId, Subject, Time } from "../../lib/domain/event/event.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { ruleOf } from "../../lib/domain/event/rules.ts";
import { sortSignatures } from "../../lib/domain/event/sign-event.ts";
import { containerSubject, lotSubject, moduleSubject, productSubject } from "../../lib/domain/event/subject.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { buildLevels } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk } from "../../lib/domain/result.ts";
import type { Ledger, Receipt } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import type { Signer, SigningName } from "../../lib/ports/signer.ts";

export const MAKER = "lumen";
export const DISTRIBUTOR = "harbor";
const PREFIX = "4012345";

export type WorldDeps = {
  readonly ledger: Ledger;
  readonly states: LedgerStates;
  readonly signer: Signer;
  /** Where the ledger knows organisations by an MSP. */
  readonly mspIds?: Readonly<Record<MemberId, string>>;
};
export type Written = {
  readonly fact: Fact;
  readonly by?: MemberId;
  readonly contents?: readonly Subject[];
  readonly births?: readonly Birth[];
  readonly signers?: readonly SigningName[];
  /** Members whose services sign besides. */
  readonly with?: readonly MemberId[];
  readonly at?: Time;
};

export const id16 = (): Id16 => randomBytes(16).toString("hex");
export const hash32 = (): Hash => randomBytes(32).toString("hex");
export const approver = (userId: string): SigningName => ({ as: "person", userId, roles: ["release-approver"] });

/** Births of a lot whose leaves are of random labels and records. @param activation the key under all their covered secrets */
export function makeBirths(
  lot: Subject,
  count: number,
  activation: Hash | null = null,
): { root: Hash; births: Birth[] } {
  const leaves = Array.from({ length: count }, () => ({ activation, label: hash32(), record: hash32() }));
  const tree = buildLevels(leaves.map((leaf) => expectOk(bytesOfHex(leafHash(leaf)))));
  const births = leaves.map((leaf, index) => ({ hashes: tree.pathAt(index).map(hexOf), index, leaf, lot }));
  return { root: hexOf(tree.root), births };
}

/** @param network of a ledger that is founded already */
export function openSmallWorld({ ledger, states, signer, mspIds }: WorldDeps, network = id16()) {
  let serial = 0;

  /** Signed against the newest heads that the ledger knows. */
  async function sign({
    fact,
    by = MAKER,
    contents,
    births,
    signers,
    with: others = [],
    at,
  }: Written): Promise<LedgerEvent> {
    const touched = [...ruleOf(fact.kind).singles(fact, { network, actor: by }), ...(contents ?? [])];
    const known = await states.states(touched);
    const heads = new Map([...known].map(([subject, state]) => [subject, state.head]));
    const unborn = births?.filter(({ leaf }) => !known.has(moduleSubject(leaf.label)));
    const event = draftEvent({
      network,
      actor: by,
      at: at ?? "2026-01-01T00:00:00.000Z",
      eventId: id16(),
      fact,
      heads,
      ...(contents && { contents }),
      ...(unborn?.length && { births: unborn }),
    });
    const message = eventMessage(event.body);
    const names: readonly SigningName[] = signers ?? [{ as: "service" }];
    const signatures = await Promise.all([
      ...names.map((name) => signer.sign(by, name, message)),
      ...others.map((member) => signer.sign(member, { as: "service" }, message)),
    ]);
    return { ...event, signatures: sortSignatures(signatures) };
  }

  const append = async (written: Written) => ledger.append(await sign(written));
  const record = async (written: Written): Promise<Receipt> => expectOk(await append(written));

  async function profile(member: MemberId, releaseApprovers: 1 | 2 = 1) {
    const maker = member === MAKER;
    return {
      member,
      name: member,
      roles: [maker ? ("maker" as const) : ("distributor" as const)],
      roots: [await signer.createMember(member)],
      releaseApprovers,
      ...(mspIds?.[member] && { mspId: mspIds[member] }),
      ...(maker && { vendorNames: ["LUMEN"], gs1Prefixes: [PREFIX] }),
    };
  }

  async function founded(): Promise<LedgerEvent> {
    return sign({ fact: { kind: "network-founded", name: "Test", founder: await profile(MAKER) } });
  }

  return {
    network,
    sign,
    append,
    record,
    founded,
    profile,
    /** The founding, and the distributor admitted. */
    async found(): Promise<void> {
      expectOk(await ledger.append(await founded()));
      const admitted = await profile(DISTRIBUTOR);
      await record({ fact: { kind: "member-admitted", admitted, approvers: [MAKER] } });
    },
    productEvent: (partNumber: string) => sign({ fact: productFact(partNumber) }),
    declareProduct: (partNumber: string) => append({ fact: productFact(partNumber) }),
    registration(lotId: string, partNumber: string, count: number, activation: Hash | null = null) {
      const { root, births } = makeBirths(lotSubject(MAKER, lotId), count, activation);
      const product = productSubject(MAKER, partNumber, "");
      const fact: Fact = {
        kind: "lot-registered",
        lotId,
        product,
        count,
        root,
        manifest: hash32(),
        madeOn: "2026-01-01",
      };
      return { fact, births };
    },
    /** A released lot of a product of its own; answers its births. */
    async releasedLot(lotId: string, count: number, activation: Hash | null = null): Promise<Birth[]> {
      expectOk(await this.declareProduct(`PN-${lotId}`));
      const { fact, births } = this.registration(lotId, `PN-${lotId}`, count, activation);
      await record({ fact });
      await record({ fact: { kind: "lot-released", lot: lotSubject(MAKER, lotId) }, signers: [approver("a1")] });
      return births;
    },
    nextContainer(): Subject {
      serial += 1;
      return containerSubject(MAKER, ssccOf(0, PREFIX, serial), 1);
    },
    offer(items: readonly Subject[], births: readonly Birth[] = [], transfer = id16()): Written {
      const expiresAt = "2099-01-01T00:00:00.000Z";
      const fact: Fact = { kind: "transfer-offered", transfer, to: DISTRIBUTOR, expiresAt, consignment: hash32() };
      return { fact, contents: items, births };
    },
  };
}

function productFact(partNumber: string): Fact {
  return {
    kind: "product-declared",
    partNumber,
    revision: "",
    vendorName: "LUMEN",
    formFactor: "QSFP28",
    media: "100GBASE-LR4",
  };
}

/** Reading before writing fails while the database is down, or over a connection that it dropped; what was appended is the ledger's own business. */
export async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch {
      await sleep(50);
    }
  }
}
