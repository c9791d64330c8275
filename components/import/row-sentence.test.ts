import { describe, expect, it } from "vitest";
import { checkRow } from "../../lib/usecases/lot-file/check-row.ts";
import { COLUMNS } from "../../lib/usecases/lot-file/columns.ts";
import { ROW_CODES } from "../../lib/usecases/lot-file/row.ts";
import { inOtherLot, twiceInFile } from "../../lib/usecases/lot-file/serial-taken.ts";
import { rowSentence } from "./row-sentence.ts";

const problemsOf = (cells: Record<string, string>) =>
  checkRow(2, new Map(Object.entries({ serialNumber: "SN1", ...cells })) as never).problems.map((problem) => ({
    line: 2,
    ...problem,
  }));

describe("a row's problem in the Chinese console", () => {
  it("has Chinese words for every code and every column", () => {
    for (const code of ROW_CODES)
      for (const column of ["", ...COLUMNS]) {
        const said = rowSentence({ line: 2, column, code, sentence: "English." }, "zh-CN");
        expect(said, `${code} ${column}`).toMatch(/\p{Script=Han}/u);
      }
  });

  it("keeps the numbers that the import named", () => {
    const [hot] = problemsOf({ temperatureMilliCelsius: "400000" });
    expect(rowSentence(hot!, "zh-CN")).toBe(
      "temperatureMilliCelsius 400000 超出范围（-60000 至 150000），请检查单位。",
    );
    expect(rowSentence({ line: 9, ...twiceInFile("SN1", 4) }, "zh-CN")).toContain("在第 4 行已出现");
    expect(rowSentence({ line: 9, ...inOtherLot("SN1", "L 26-7") }, "zh-CN")).toContain("产品的批次 L 26-7 中");
  });

  it("is the import's own sentence in English, and for a code that is newer than these words", () => {
    const [empty] = problemsOf({ serialNumber: "" });
    expect(rowSentence(empty!, "en")).toBe(empty!.sentence);
    expect(rowSentence({ ...empty!, code: "new_code" }, "zh-CN")).toBe(empty!.sentence);
  });
});
