import { describe, expect, it } from "vitest";
import { meaningOf, SeatTaken } from "./database-fault.ts";
import { LedgerDamaged } from "./log-head.ts";

function fault(code: string, message = "x"): Error {
  return Object.assign(new Error(message), { code });
}

describe("what a failed query means", () => {
  it("is the end when the disk, the pages or the seat cannot be trusted", () => {
    // disk full, I/O error (fsync), data corrupted, index corrupted
    for (const code of ["53100", "58030", "XX001", "XX002"]) expect(meaningOf(fault(code))).toBe("fatal");
    expect(meaningOf(new SeatTaken("x"))).toBe("fatal");
    expect(meaningOf(new LedgerDamaged("x"))).toBe("fatal");
  });

  it("is unknown when the connection went away", () => {
    for (const code of ["08006", "57P01", "57P03", "53300", "ECONNREFUSED", "ECONNRESET", "EPIPE"])
      expect(meaningOf(fault(code))).toBe("lost");
    expect(meaningOf(new Error("Connection terminated unexpectedly"))).toBe("lost");
  });

  it("is nothing at all after a deadlock or a serialisation failure", () => {
    for (const code of ["40001", "40P01"]) expect(meaningOf(fault(code))).toBe("again");
  });

  it("is a fault of the one transaction for everything else", () => {
    for (const code of ["23505", "22P02", "42P01"]) expect(meaningOf(fault(code))).toBe("refused");
    expect(meaningOf(new TypeError("x is not a function"))).toBe("refused");
    expect(meaningOf("thrown text")).toBe("refused");
  });
});
