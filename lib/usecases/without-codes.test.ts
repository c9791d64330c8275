import { describe, expect, it } from "vitest";
import { codeOfBytes, groupCode, labelIdOf } from "../domain/label/code.ts";
import { labelUri } from "../domain/label/label-uri.ts";
import { withoutCodes } from "./without-codes.ts";

const code = codeOfBytes(new Uint8Array(16).fill(77));
const id = labelIdOf(code);

describe("what the journal keeps of a request", () => {
  it("names labels by their ids, however they were scanned or typed", () => {
    const items = [code, groupCode(code), labelUri("https://true.example", code)];
    expect(withoutCodes({ kind: "pack", items })).toEqual({ kind: "pack", items: [id, id, id] });
    expect(withoutCodes({ kind: "replace-label", item: code, reason: "lost" })).toMatchObject({ item: id });
    const except = [{ item: code, reason: "missing" as const }];
    expect(withoutCodes({ kind: "accept", transferId: "0".repeat(32), except })).toMatchObject({
      except: [{ item: id, reason: "missing" }],
    });
  });

  it("leaves serial numbers, cartons and everything else as it was", () => {
    const sell = { kind: "sell", items: ["FNS2407700000", "340123450000000017", id], reference: "PO 4711" } as const;
    expect(withoutCodes({ ...sell, items: [...sell.items] })).toEqual(sell);
    expect(withoutCodes({ kind: "accept", transferId: "0".repeat(32) })).not.toHaveProperty("except");
  });
});
