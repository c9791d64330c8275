/** What a peer's complaint means (trust.md section 10). The contract puts its code first, since a peer carries only text. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import { REFUSAL_CODES, type Refusal } from "../../domain/event/refusal.ts";

export type Complaint =
  | { readonly is: "refused"; readonly refusal: Refusal }
  /** This organisation recorded the event before; its receipt is on the ledger. */
  | { readonly is: "known" }
  | { readonly is: "fault" };

export function complaintOf(fault: unknown): Complaint {
  const text = messageOf(fault);
  // A refusal's detail may quote what a stranger wrote, an "E_KNOWN …" too: the refusal is looked for first.
  const refused = REFUSED.exec(text);
  if (!refused) return KNOWN.test(text) ? { is: "known" } : { is: "fault" };
  const code = REFUSAL_CODES.find((known) => known === refused[1]);
  return code === undefined ? { is: "fault" } : { is: "refused", refusal: refusalOf(code, refused[2]!) };
}

/** The contract's words, at the start of a line or after the peer's own. */
const HEAD = "^(?:[^{}]*chaincode response \\d+, )?";
const REFUSED = new RegExp(`${HEAD}E_REFUSED ([a-z-]+) (\\{.*\\})`, "ms");
const KNOWN = new RegExp(`${HEAD}E_KNOWN [0-9a-f]{32}$`, "m");

/** The words of a fault, those of each peer included. */
export function messageOf(fault: unknown): string {
  if (fault instanceof GatewayError) return [fault.message, ...fault.details.map(({ message }) => message)].join("\n");
  return fault instanceof Error ? fault.message : String(fault);
}

function refusalOf(code: Refusal["code"], text: string): Refusal {
  // Several peers repeat the same sentence; the first closing brace that makes JSON ends it.
  for (let end = text.indexOf("}"); end !== -1; end = text.indexOf("}", end + 1)) {
    try {
      return { ...JSON.parse(text.slice(0, end + 1)), code };
    } catch {
      // a brace inside; go on to the next
    }
  }
  return { code };
}
