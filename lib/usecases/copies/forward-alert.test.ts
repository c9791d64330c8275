import { describe, expect, it } from "vitest";
import type { Alert, AlertBook } from "../../ports/alert-book.ts";
import type { Letter } from "../../ports/mail.ts";
import type { Actor } from "../actor.ts";
import { forwardAlert, tokenHashOf } from "./forward-alert.ts";

const ADA: Actor = { by: "person", member: "lumina", userId: "u", email: "ada@lumina.example", roles: ["admin"] };

describe("forwarding an alert", () => {
  it("mails a link whose token is nowhere else, good for thirty days, and says so in the history", async () => {
    const links: { tokenHash: Uint8Array; expiresAt: string }[] = [];
    const letters: Letter[] = [];
    const said: string[] = [];
    const alerts = {
      alert: async () => ({ alert: { owner: { member: "lumina", name: "Ada" } } as Alert, messages: [] }),
      link: async (_number: string, link: { tokenHash: Uint8Array; expiresAt: string }) => void links.push(link),
      say: async (_about: unknown, _author: unknown, text: string) => void said.push(text),
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
    expect(links).toMatchObject([{ expiresAt: "2026-06-03T10:00:00.000Z" }]);
    expect(Buffer.from(links[0]!.tokenHash).equals(Buffer.from(tokenHashOf(token)))).toBe(true);
    expect(JSON.stringify([links, said])).not.toContain(token);
    expect(said).toEqual(["→ p@partner.example"]);
    const foreign: Actor = { ...ADA, member: "nordwind" };
    expect((await forwardAlert(deps, foreign, "A-2026-000001", "x@x.example")).ok).toBe(false);
  });
});
