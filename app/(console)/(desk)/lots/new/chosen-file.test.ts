import { describe, expect, it } from "vitest";
import { type ChosenFile, readsChosenFiles } from "./chosen-file.ts";

const fileOf = (name: string, ...serials: string[]) => new File([`serialNumber\n${serials.join("\n")}\n`], name);
const told = ({ file, preview }: ChosenFile) => [file.name, typeof preview === "string" ? preview : preview.rows];

describe("the file that was chosen last", () => {
  it("stays shown, with its own rows, when the comparison of an earlier one is answered later", async () => {
    const shown: ChosenFile[] = [];
    const answers = new Map<string, () => void>();
    const take = readsChosenFiles(
      ([serial]) => new Promise((resolve) => answers.set(String(serial), () => resolve(new Map()))),
      (chosen) => shown.push(chosen),
    );
    const slow = take(fileOf("a.csv", "A1", "A2"));
    const quick = take(fileOf("b.csv", "B1"));
    while (answers.size < 2) await new Promise((resolve) => setImmediate(resolve));
    answers.get("B1")?.();
    await quick;
    answers.get("A1")?.();
    await slow;
    expect(shown.map(told)).toEqual([
      ["a.csv", "reading"],
      ["b.csv", "reading"],
      ["b.csv", 1],
    ]);
  });

  it("stays shown when an earlier one turns out to be unreadable", async () => {
    const shown: ChosenFile[] = [];
    const take = readsChosenFiles(
      async () => new Map(),
      (chosen) => shown.push(chosen),
    );
    await Promise.all([take(new File(["PK no"], "a.xlsx")), take(fileOf("b.csv", "B1"))]);
    expect(told(shown.at(-1)!)).toEqual(["b.csv", 1]);
    await take(new File(["PK no"], "a.xlsx"));
    expect(told(shown.at(-1)!)).toEqual(["a.xlsx", "unreadable"]);
  });
});
