import { describe, expect, it } from "vitest";
import { complaintOf } from "./refusal-of.ts";

const ID = "0".repeat(32);
const refused = (detail: string) =>
  `E_REFUSED vendor-name-not-yours ${JSON.stringify({ code: "vendor-name-not-yours", detail })}`;
const complaint = (text: string) => complaintOf(new Error(text));

describe("what a peer complains of", () => {
  it("is a refusal with all that the rule book said, or an event that is known", () => {
    expect(complaint(`chaincode response 500, ${refused("CISCO")}`)).toEqual({
      is: "refused",
      refusal: { code: "vendor-name-not-yours", detail: "CISCO" },
    });
    expect(complaint(`10 ABORTED: see attached details\nchaincode response 500, E_KNOWN ${ID}`)).toEqual({
      is: "known",
    });
    expect(complaint(`E_KNOWN ${ID}`)).toEqual({ is: "known" });
  });

  it("stays a refusal when its detail quotes the words for a known event, in the writer's own text", () => {
    for (const quoted of [`E_KNOWN ${ID}`, `x\nE_KNOWN ${ID}`, `chaincode response 500, E_KNOWN ${ID}`])
      expect(complaint(`chaincode response 500, ${refused(quoted)}`)).toEqual({
        is: "refused",
        refusal: { code: "vendor-name-not-yours", detail: quoted },
      });
  });

  it("is one refusal when several peers repeat it", () => {
    const line = `chaincode response 500, ${refused("a } brace")}`;
    expect(complaint(`see attached details\n${line}\n${line}`)).toMatchObject({ refusal: { detail: "a } brace" } });
  });

  it("is a fault when the words stand anywhere but at the head, or name no code of ours", () => {
    expect(complaint(`something about E_KNOWN ${ID}`)).toEqual({ is: "fault" });
    expect(complaint(`E_KNOWN ${ID} or so`)).toEqual({ is: "fault" });
    expect(complaint('E_REFUSED no-such-code {"code":"no-such-code"}')).toEqual({ is: "fault" });
    expect(complaint("14 UNAVAILABLE: no connection")).toEqual({ is: "fault" });
  });
});
