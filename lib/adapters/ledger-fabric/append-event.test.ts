import { GatewayError } from "@hyperledger/fabric-gateway";
import { peer as protos } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import type { LedgerEvent } from "../../domain/event/event.ts";
import { appendEvent } from "./append-event.ts";
import type { Gateways } from "./gateways.ts";
import type { Outbox } from "./outbox.ts";

const { VALID, MVCC_READ_CONFLICT } = protos.TxValidationCode;
const event = { body: { kind: "sold", eventId: "ab".repeat(16) }, signatures: [] } as unknown as LedgerEvent;
const outbox: Outbox = {
  newest: async (eventId) => ({ eventId, transaction: "sent-before", bytes: Uint8Array.of(1) }),
  store: async () => undefined,
  note: async () => undefined,
};
const DEADLINE_EXCEEDED = 4;
const ABORTED = 10;

function fault(code: number, message: string): GatewayError {
  const made: unknown = Object.assign(Object.create(GatewayError.prototype), { code, details: [], message });
  return made as GatewayError;
}

/** A peer whose blocks say this of the transaction that was sent before, one answer each time; it refuses every proposal. */
function peerOf(codes: (number | undefined)[]): { gateways: Gateways; asked: string[] } {
  const asked: string[] = [];
  const connection = {
    gateway: {
      newCommit: () => ({
        async getStatus() {
          asked.push("status");
          const code = codes.shift();
          if (code === undefined) throw fault(DEADLINE_EXCEEDED, "no block has it");
          return { code };
        },
      }),
      newTransaction: () => ({ submit: async () => void asked.push("resend") }),
    },
    contract: {
      newProposal: () => ({
        async endorse() {
          asked.push("proposal");
          throw fault(ABORTED, 'chaincode response 500, E_REFUSED transfer-expired {"code":"transfer-expired"}');
        },
      }),
    },
  };
  const ask = (work: (peer: unknown) => Promise<unknown>) => work(connection);
  const organisation = { mspId: "M", certificate: "x" };
  return { gateways: { channel: "c", organisation, ask } as unknown as Gateways, asked };
}

describe("an event whose transaction was sent before the last stop", () => {
  it("is recorded when a block has the transaction, at once or after the same bytes were sent again", async () => {
    const early = peerOf([VALID]);
    expect(await appendEvent(early.gateways, outbox, event)).toMatchObject({ ok: true });
    expect(early.asked).toEqual(["status"]);
    const late = peerOf([undefined, undefined, VALID]);
    expect(await appendEvent(late.gateways, outbox, event)).toMatchObject({
      ok: true,
      value: { transaction: "sent-before" },
    });
    expect(late.asked).toEqual(["status", "resend", "status", "resend", "status"]);
  });

  it("is not proposed anew, and so never called refused, while no block says what became of it", async () => {
    const { gateways, asked } = peerOf([]);
    await expect(appendEvent(gateways, outbox, event)).rejects.toThrow("is not known yet");
    expect(asked).not.toContain("proposal");
  });

  it("is proposed anew once a block has the transaction as invalid", async () => {
    const { gateways, asked } = peerOf([undefined, MVCC_READ_CONFLICT]);
    expect(await appendEvent(gateways, outbox, event)).toMatchObject({ error: { code: "transfer-expired" } });
    expect(asked).toEqual(["status", "resend", "status", "proposal"]);
  });
});
