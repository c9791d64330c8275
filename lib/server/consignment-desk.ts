import "server-only";

/** Consignments in the web process: given to receivers who sign for them, and taken as files. No key is needed for either. */
import { join } from "node:path";
import type { Pool } from "pg";
import { openManifestFiles } from "../adapters/manifests-file/manifests.ts";
import { openConsignments } from "../adapters/records-prisma/consignments.ts";
import type { Json } from "../domain/event/canonical-json.ts";
import { parseConsignmentRequest, verifyConsignmentRequest } from "../domain/event/consignment-request.ts";
import type { Hash, Id16, MemberId, Time } from "../domain/event/event.ts";
import { sentenceOf } from "../domain/event/refusal-sentence.ts";
import { transferSubject } from "../domain/event/subject.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { ConsignmentProblem } from "../ports/records.ts";
import type { Problem } from "../usecases/operation.ts";

export type ConsignmentDesk = {
  /** The file of a transfer for whoever proves to be its receiver. @param request as it came */
  answer(transfer: Id16, request: unknown, now: Time): Promise<Result<AsyncIterable<Uint8Array>, Problem>>;
  /** Whether the file of a transfer is here, and whether its receiver works here too and so needs none. */
  place(transfer: Id16): Promise<{ readonly kept: boolean; readonly receiverIsHere: boolean }>;
  /** The file of a transfer, if it is here; whether the asker may have it was looked at before. */
  file(transfer: Id16): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Takes a file and checks every leaf of it. */
  take(transfer: Id16, chunks: AsyncIterable<Uint8Array>): Promise<Result<void, ConsignmentProblem>>;
};

/** A question that is older, or that far ahead, is asked anew. */
const WINDOW_MS = 15 * 60_000;
const UNKNOWN: Problem = { code: "not-found", sentence: "There is no such transfer here. Check the identifier." };

type TransferSql = { consignment: Hash; receiver: MemberId; roots: readonly string[] | null; network: string | null };

export function openConsignmentDesk(pool: Pool, dataDir: string): ConsignmentDesk {
  const manifests = openManifestFiles(join(dataDir, "manifests"));
  const files = openManifestFiles(join(dataDir, "consignments"));
  const consignments = openConsignments(pool, manifests, files);

  async function transferOf(id: Id16): Promise<TransferSql | undefined> {
    const { rows } = await pool.query<TransferSql>(
      `SELECT t.consignment, t.receiver, m.profile->'roots' AS roots,
         (SELECT bytes::jsonb #>> '{body,network}' FROM rm_event WHERE log_index = 0) AS network
       FROM rm_transfer t LEFT JOIN rm_member m ON m.id = t.receiver AND m.active WHERE t.id = $1`,
      [id],
    );
    return rows[0];
  }

  return {
    async answer(id, given, now) {
      const request = parseConsignmentRequest(given as Json);
      if (!request.ok) return notSigned(`The request is not as it must be: ${request.error.detail}.`);
      const { statement } = request.value;
      const transfer = await transferOf(id);
      if (!transfer?.roots || statement.transfer !== transferSubject(id) || statement.network !== transfer.network)
        return refuse(UNKNOWN);
      if (Math.abs(Date.parse(statement.at) - Date.parse(now)) > WINDOW_MS)
        return notSigned("The request is more than 15 minutes old or ahead. Set the clock and ask again.");
      const signed = verifyConsignmentRequest(request.value, { member: transfer.receiver, roots: transfer.roots }, now);
      if (!signed.ok) return notSigned(sentenceOf(signed.error));
      const file = await consignments.file(transfer.consignment);
      return file
        ? ok(file)
        : refuse({ code: "consignment-missing", sentence: "The records of this transfer are not kept here." });
    },
    async place(id) {
      const transfer = await transferOf(id);
      const { rowCount } = await pool.query("SELECT FROM hosted_member WHERE member = $1", [
        transfer?.receiver ?? null,
      ]);
      return { kept: !!transfer && (await files.has(transfer.consignment)), receiverIsHere: rowCount === 1 };
    },
    async file(id) {
      const transfer = await transferOf(id);
      return transfer && consignments.file(transfer.consignment);
    },
    async take(id, chunks) {
      const transfer = await transferOf(id);
      if (!transfer) return refuse({ code: "consignment-wrong", detail: UNKNOWN.sentence });
      const taken = await consignments.take(transfer.consignment, chunks);
      return taken.ok ? consignments.check(id, transfer.consignment) : taken;
    },
  };
}

function notSigned(sentence: string): Result<never, Problem> {
  return refuse({ code: "request-not-signed", sentence });
}
