import { describe, expect, it } from "vitest";
import type { Alert, AlertBook } from "../../ports/alert-book.ts";
import type { Letter } from "../../ports/mail.ts";
import type { Actor } from "../actor.ts";
import { forwardAlert, tokenHashOf } from "./forward-alert.ts";

const ADA: Actor = { by: "person", member: "lumina", userId: "u", email: "ada@lumina.example", roles: ["admin"] };

describe("forwarding an alert", () => {
  it("mails a link whose token is nowhere else, good for thirty days, and leaves it to the book to say so in the history", async () => {
    const links: { tokenHash: Uint8Array; expiresAt: string; mail: string }[] = [];
    const letters: Letter[] = [];
    const alerts = {
      alert: async () => ({ alert: { owner: { member: "lumina", name: "Ada" } } as Alert, messages: [] }),
      link: async (_number: string, link: { tokenHash: Uint8Array; expiresAt: string; mail: string }) =>
        void links.push(link),
    } as unknown as AlertBook;
    const deps = {
      alerts,
      clock: { now: () => "2026-05-04T10:00:00.000Z" },
      random: { bytes: (length: number) => new Uint8Array(length).fill(5) },
      mail: { send: async (letter: Letter) => void letters.push(letter) },
      publicUrl: "https://truelane.example",
    };
    expect((await forwardAlert(deps, ADA, "A-2026-000001", "p@partner.example")).ok).toBe(true);
    const token = /\/shared\/(\S+)/.exec(letters[0]?.text ?? "")?.[1] ?? "";
    expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(links).toMatchObject([{ mail: "p@partner.example", expiresAt: "2026-06-03T10:00:00.000Z" }]);
    expect(Buffer.from(links[0]!.tokenHash).equals(Buffer.from(tokenHashOf(token)))).toBe(true);
    expect(JSON.stringify(links)).not.toContain(token);
    const foreign: Actor = { ...ADA, member: "nordwind" };
    expect((await forwardAlert(deps, foreign, "A-2026-000001", "x@x.example")).ok).toBe(false);
  });
});
