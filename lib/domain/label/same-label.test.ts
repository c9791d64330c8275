import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signedLabel } from "../../../test/model/offline-lists.ts";
import { expectOk } from "../result.ts";
import { parseCode, shortCodeOfBytes } from "./code.ts";
import { payloadBytes, payloadText } from "./payload.ts";
import { numberOnLabel } from "./same-label.ts";

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("two labels of one module", () => {
  it("have one number, signed or not, with 26 or 20 characters", () => {
    fc.assert(
      fc.property(sixteen, sixteen, (ids, number) => {
        const code = shortCodeOfBytes(number);
        const kid = Buffer.from(ids.slice(0, 8)).toString("hex");
        const model = Buffer.from(ids.slice(8, 12)).toString("hex");
        const signed = payloadBytes({ kid, model, code, issuedOn: "2026-11-29" });
        const bag = payloadText({ signed, signature: new Uint8Array(64).fill(ids[0]!) });
        expect(numberOnLabel(bag.toLowerCase())).toBe(numberOnLabel(code));
      }),
    );
  });

  it("have another number than every other module's", () => {
    expect(numberOnLabel(signedLabel("q1"))).not.toBe(numberOnLabel(expectOk(parseCode("7M07VEGGZCH4W5AMYCMX8TYA5Z"))));
  });

  it("are told from what is no label", () => {
    for (const text of ["", "ABC", "U".repeat(154), "U".repeat(26), "0".repeat(153)])
      expect(numberOnLabel(text)).toBeUndefined();
  });
});
