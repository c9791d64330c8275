/** The ledger port over a Fabric channel: one gateway identity for each organisation that this installation acts for. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { Pool } from "pg";
import { hexOf } from "../../domain/bytes/hex.ts";
import type { Hash, LedgerEvent } from "../../domain/event/event.ts";
import type { Refusal } from "../../domain/event/refusal.ts";
import { memberSubject } from "../../domain/event/subject.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Ledger, Receipt } from "../../ports/ledger.ts";
import type { LedgerStates } from "../../ports/ledger-states.ts";
import type { LogSigner } from "../../ports/signer.ts";
import { followEntries } from "../follow-entries.ts";
import { ledgerStatesOf } from "../stored-entries.ts";
import { appendEvent } from "./append-event.ts";
import { openBlockBook } from "./block-book.ts";
import { type BrokenAppend, readPlacedEntries } from "./block-rows.ts";
import { blockVerifier } from "./block-verifier.ts";
import { faultSentence } from "./fault-sentence.ts";
import { followBlocks } from "./follow-blocks.ts";
import { connectGateways, type Gateways } from "./gateways.ts";
import type { FabricChannel, FabricOrganisation } from "./organisation.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { watchPeers } from "./peer-watch.ts";
import { turnsBySubject } from "./turns-by-subject.ts";

export type FabricSettings = {
  readonly pool: Pool;
  readonly logSigner: LogSigner;
  readonly organisations: readonly FabricOrganisation[];
  readonly channel: FabricChannel;
  /** Default: a table of the pool. */
  readonly outbox?: Outbox;
  /** Told of each valid transaction that wrote what nobody can read. */
  readonly onBroken?: (broken: BrokenAppend) => void;
  /** Nothing more is followed: a fork, damaged rows, a failing disk. What is kept stays readable. */
  readonly onFatal?: (fault: unknown) => void;
  /** A peer that stopped answering, a database that went away: told, and tried again. */
  readonly onStumble?: (fault: unknown) => void;
  /** How long to wait at the start for what the network recorded meanwhile, in milliseconds. */
  readonly catchUpMs?: number;
};

/** Somebody else's newer events, which a refusal names, come with the same stream: the next try must know them. */
const HEADS_MS = 3000;
/** A block that the gateway saw comes by the stream too; where it does not, the event is asked for again. */
const ARRIVAL_MS = 60_000;
const PAGE = 200;

/** Resolves once the blocks of now are kept here, or after `catchUpMs` without peers: reading goes on from what is kept. */
export async function connectFabricLedger(settings: FabricSettings): Promise<Ledger & LedgerStates> {
  const { organisations, channel, pool } = settings;
  const [first] = organisations;
  if (!first) throw new Error("LEDGER=fabric needs the identity of at least one organisation");
  const gateways = organisations.map((one) => connectGateways(one, channel));
  const reader = gateways[0]!;
  const outbox = settings.outbox ?? openOutbox(pool);
  const closing = new AbortController();
  const refusals = new Map<string, Error>();
  const complaints = new Map<string, string>();
  let leave: { address: string; leave(): void } | undefined;
  const source = {
    peers: reader.peers,
    chaincode: channel.chaincode,
    verifier: () => blockVerifier(pool, channel.chaincode),
    onRefused(fault: Error, address: string) {
      // The same block is asked for again and again: it is told once.
      if (refusals.get(address)?.message !== fault.message) settings.onStumble?.(fault);
      refusals.set(address, fault);
    },
    onTaken: (address: string) => void refusals.delete(address),
    onStream: (stream: { address: string; leave(): void }) => {
      leave = stream;
    },
  };
  const book = await openBlockBook({
    ...settings,
    follow: (after, signal) => followBlocks(source, after, signal),
  });
  const watch = watchPeers({
    pool,
    gateways,
    kept: () => book.end()?.number ?? -1,
    followed: () => leave?.address,
    leave: () => leave?.leave(),
    refusal: (address) => refusalSentence(refusals.get(address)),
    complaint: (address) => complaints.get(address),
  });
  const states = ledgerStatesOf(pool);
  const inTurn = turnsBySubject();
  const height = await watch.height();
  if (height !== undefined) await book.reached(height - 1, settings.catchUpMs ?? 30_000);

  /** By the organisation that stands in the actor's record: names in settings are for a member that has none yet. */
  async function gatewaysOf({ body }: LedgerEvent): Promise<Gateways | undefined> {
    const state = (await states.states([memberSubject(body.actor)])).get(memberSubject(body.actor));
    const mspId =
      body.kind === "network-founded" ? body.founder.mspId : state?.is === "member" ? state.profile.mspId : undefined;
    return (
      gateways.find(({ organisation }) => organisation.mspId === mspId) ??
      (mspId === undefined ? gateways.find(({ organisation }) => organisation.member === body.actor) : undefined)
    );
  }

  /** A peer's complaint comes as one sentence, and stays with it until something is recorded again. */
  async function recorded(own: Gateways, event: LedgerEvent): ReturnType<typeof appendEvent> {
    try {
      const answer = await appendEvent(own, outbox, event);
      for (const { address } of own.peers) complaints.delete(address);
      return answer;
    } catch (fault) {
      if (!(fault instanceof GatewayError)) throw fault;
      const peer = own.peerOf(fault) ?? own.peers[0]!;
      const sentence = faultSentence(fault, { peer, gateways: own });
      complaints.set(peer.address, sentence);
      throw new Error(sentence, { cause: fault });
    }
  }

  async function append(event: LedgerEvent): Promise<Result<Receipt, Refusal>> {
    const { actor, eventId } = event.body;
    const own = await gatewaysOf(event);
    if (!own)
      return refuse({
        code: "member-unknown",
        subject: memberSubject(actor),
        detail: "this installation has no Fabric identity of its organisation",
      });
    const subjects = [...event.body.subjects, ...(event.contents ?? [])].map(({ subject }) => subject);
    return inTurn(subjects, async () => {
      const before = await book.entered(actor, eventId);
      if (!before) {
        const answer = await recorded(own, event);
        if ("ok" in answer && !answer.ok) {
          await book.has(headsOf(answer.error), HEADS_MS);
          return refuse(answer.error);
        }
      }
      const { receipt, entry } = before ?? (await book.arrived(actor, eventId, ARRIVAL_MS));
      if (entry === hexOf(logEntry(event))) return ok(receipt);
      return refuse({ code: "malformed", detail: `the event id ${eventId} stands for another event` });
    });
  }

  return {
    kind: "fabric",
    append,
    follow: (after, signal) =>
      followEntries(
        (index) => readPlacedEntries(pool, index, PAGE),
        book.bell,
        (after?.index ?? -1) + 1,
        AbortSignal.any([signal, closing.signal]),
      ),
    ...states,
    async close() {
      closing.abort();
      await watch.stop();
      await book.close();
      for (const one of gateways) one.close();
    },
  };
}

function refusalSentence(refusal: Error | undefined): string | undefined {
  return refusal && `Its blocks are not taken. ${refusal.message} Ask its organisation what this peer shows, and why.`;
}

function headsOf({ heads = {} }: Refusal): Hash[] {
  return Object.values(heads).filter((head) => head !== null);
}
