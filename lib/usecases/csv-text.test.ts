import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text.ts";

describe("CSV for spreadsheets", () => {
  it("is read back cell by cell by another program", () => {
    const rows = [
      ["serialNumber", "note"],
      ["FNS1", 'say "hello", twice'],
      ["序列号", "line one\nline two"],
    ];
    const text = csvText(rows);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(Papa.parse(text.slice(1), { skipEmptyLines: true }).data).toEqual(rows);
  });

  it("hands no formula to a spreadsheet, whoever wrote the cell", () => {
    for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x"])
      expect((Papa.parse(csvText([[formula]]).slice(1)).data[0] as string[])[0]).toBe(`'${formula}`);
  });

  it("leaves an ordinary cell as it is", () => {
    expect(csvText([["a=b", "1-2", ""]])).toBe("\uFEFFa=b,1-2,\r\n");
  });
});
