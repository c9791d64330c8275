/** One append: endorse, store the signed bytes, submit, wait for the block (trust.md section 10). A submit error never means "not recorded". */
import { setTimeout as pause } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { EndorseError, GatewayError, type Status, type Transaction } from "@hyperledger/fabric-gateway";
import { gateway as gatewayProtos, msp, peer as protos } from "@hyperledger/fabric-protos";
import type { Hash, LedgerEvent } from "../../domain/event/event.ts";
import { eventBytes, eventHash } from "../../domain/event/event-bytes.ts";
import type { Refusal } from "../../domain/event/refusal.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Gateways, PeerConnection } from "./gateways.ts";
import type { Outbox } from "./outbox.ts";
import { complaintOf } from "./refusal-of.ts";

/** `transaction`: where it stands, or stood already under the same event id. */
export type Recorded = { readonly eventHash: Hash; readonly transaction: string };

const {
  VALID,
  MVCC_READ_CONFLICT,
  PHANTOM_READ_CONFLICT,
  ENDORSEMENT_POLICY_FAILURE,
  CHAINCODE_VERSION_CONFLICT,
  EXPIRED_CHAINCODE,
} = protos.TxValidationCode;
/** Invalid for a reason that another proposal may not meet. */
const WORTH_ANOTHER: readonly number[] = [
  MVCC_READ_CONFLICT,
  PHANTOM_READ_CONFLICT,
  CHAINCODE_VERSION_CONFLICT,
  EXPIRED_CHAINCODE,
];
const TRIES = 6;
const ASK_MILLISECONDS = 10_000;

export async function appendEvent(
  gateways: Gateways,
  outbox: Outbox,
  event: LedgerEvent,
): Promise<Result<Recorded, Refusal> | { readonly known: true }> {
  const bytes = Buffer.from(eventBytes(event)).toString("utf8");
  const hash = eventHash(event.body);
  // What was sent before the last stop may stand in a block, or come to stand in one: until a block says which, nothing new is
  // proposed, since the rule book may refuse today what that transaction is just recording.
  const sent = await outbox.newest(event.body.eventId);
  if (sent) {
    const code = await settle(gateways, sent.transaction, sent.bytes);
    if (code === VALID) return ok({ eventHash: hash, transaction: sent.transaction });
  }
  let policyFailures = 0;
  for (let attempt = 1; ; attempt++) {
    const endorsed = await endorse(gateways, bytes);
    if ("complaint" in endorsed)
      return endorsed.complaint.is === "refused" ? refuse(endorsed.complaint.refusal) : { known: true };
    const { transaction } = endorsed;
    const transactionId = transaction.getTransactionId();
    await outbox.store({ eventId: event.body.eventId, transaction: transactionId, bytes: transaction.getBytes() });
    const code = await submit(gateways, outbox, transaction);
    if (code === VALID) return ok({ eventHash: hash, transaction: transactionId });
    if (code === ENDORSEMENT_POLICY_FAILURE) policyFailures++;
    const again = WORTH_ANOTHER.includes(code) || (code === ENDORSEMENT_POLICY_FAILURE && policyFailures === 1);
    if (!again || attempt === TRIES)
      throw new Error(`Transaction ${transactionId} stands in a block as invalid, code ${code}.`);
    await pause(50 + Math.random() * 750);
  }
}

/** Endorsement that fails leaves nothing behind: a new proposal is harmless. */
async function endorse(
  gateways: Gateways,
  eventText: string,
): Promise<{ transaction: Transaction } | { complaint: Exclude<ReturnType<typeof complaintOf>, { is: "fault" }> }> {
  for (let attempt = 1; ; attempt++) {
    try {
      const transaction = await gateways.ask(({ contract }) =>
        contract.newProposal("RecordEvent", { arguments: [eventText] }).endorse(),
      );
      return { transaction };
    } catch (fault) {
      const complaint = complaintOf(fault);
      if (complaint.is !== "fault") return { complaint };
      const passing =
        fault instanceof EndorseError &&
        [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.FAILED_PRECONDITION].includes(fault.code);
      if (!passing || attempt === TRIES) throw fault;
      await pause(2 ** attempt * 100 * (0.5 + Math.random()));
    }
  }
}

/** The validation code from the block. Whatever the submission itself says, only the block decides. */
async function submit(gateways: Gateways, outbox: Outbox, transaction: Transaction): Promise<number> {
  const id = transaction.getTransactionId();
  try {
    const commit = await transaction.submit();
    const [{ code }] = await Promise.all([commit.getStatus(), outbox.note(id, "SUBMITTED")]);
    return code;
  } catch (fault) {
    if (!(fault instanceof GatewayError)) throw fault;
    await outbox.note(id, "UNKNOWN");
    return settle(gateways, id, transaction.getBytes());
  }
}

/** Asks by id; sends the same signed bytes again while no block has it. Throws while the outcome stays unknown. */
async function settle(gateways: Gateways, transactionId: string, bytes: Uint8Array): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const code = await outcomeOf(gateways, transactionId);
    if (code !== undefined) return code;
    await resend(gateways, bytes);
  }
  throw new Error(`The outcome of transaction ${transactionId} is not known yet; it will be asked for again.`);
}

/** The code in the block, waiting a while for one; `undefined` when no block had it by then. */
async function outcomeOf(gateways: Gateways, transactionId: string): Promise<number | undefined> {
  try {
    return await gateways.ask(async (peer) => (await statusOf(gateways, peer, transactionId)).code);
  } catch (fault) {
    if (fault instanceof GatewayError) return undefined;
    throw fault;
  }
}

/** Works for any id, also after a restart: the request names channel, id and who asks; the gateway signs it. */
function statusOf(
  { organisation, channel }: Gateways,
  { gateway }: PeerConnection,
  transactionId: string,
): Promise<Status> {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(organisation.mspId);
  identity.setIdBytes(Buffer.from(organisation.certificate));
  const request = new gatewayProtos.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(transactionId);
  request.setIdentity(identity.serializeBinary());
  const unsigned = new gatewayProtos.SignedCommitStatusRequest();
  unsigned.setRequest(request.serializeBinary());
  return gateway.newCommit(unsigned.serializeBinary()).getStatus({ deadline: Date.now() + ASK_MILLISECONDS });
}

/** The same signed bytes: an orderer that has them already drops them, so nothing is recorded twice. */
async function resend(gateways: Gateways, bytes: Uint8Array): Promise<void> {
  try {
    await gateways.ask(({ gateway }) => gateway.newTransaction(bytes).submit());
  } catch (fault) {
    if (!(fault instanceof GatewayError)) throw fault;
  }
}
