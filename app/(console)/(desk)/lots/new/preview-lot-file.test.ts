import { describe, expect, it } from "vitest";
import { type AskLots, previewLotFile, SERIALS_AT_ONCE } from "./preview-lot-file.ts";

const noLots: AskLots = async () => new Map();
const preview = (text: string, askLots = noLots) => previewLotFile(new File([text], "final-test.csv"), askLots);

describe("the preview of a lot file", () => {
  it("shows a row that was cut as an error, as the import will", async () => {
    const { rows, badRows, problems } = await preview("serialNumber,dateCode,testStation\nA1,260704,FT-1\nA2,2607");
    expect({ rows, badRows }).toEqual({ rows: 2, badRows: 1 });
    expect(problems).toEqual([
      {
        line: 3,
        column: "testStation",
        code: "format",
        sentence: "Row 3 has 2 fields, the header has 3; was the file cut?",
      },
    ]);
  });

  it("says that a file with a header only has no rows, and nothing of the kind of one with a row that is wrong", async () => {
    expect((await preview("serialNumber,dateCode\n\n")).stopped).toBe("no-rows");
    expect((await preview("serialNumber,dateCode\n,260704\n")).stopped).toBeUndefined();
  });

  it("takes empty optional cells and blank lines", async () => {
    expect(await preview("serialNumber,dateCode,testStation\nA1,,\n\nA2,260704,\n")).toMatchObject({
      rows: 2,
      badRows: 0,
      problems: [],
    });
  });

  it("names the row and the other lot of a serial number that is registered, and counts its row as wrong", async () => {
    const asked: (readonly string[])[] = [];
    const { rows, badRows, problems, compared } = await preview(
      "serialNumber,dateCode\nA1,260704\nA2,260704\nA2,260704\nA3,99\n",
      async (serials) => {
        asked.push(serials);
        return new Map([["A1", "L-7"]]);
      },
    );
    expect(asked).toEqual([["A1", "A2"]]);
    expect({ rows, badRows, compared }).toEqual({ rows: 4, badRows: 3, compared: true });
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "duplicate_in_system"],
      [4, "duplicate_in_file"],
      [5, "format"],
    ]);
    expect(problems[0]?.sentence).toContain("A1 is in lot L-7 of this product already");
  });

  it("compares the serial numbers of NDJSON too", async () => {
    const lines = '{"serialNumber":"A1"}\n{"serialNumber":"A2"}\n{"serialNumber":7}\n';
    const asked: (readonly string[])[] = [];
    const { format, rows, badRows, problems, compared } = await preview(lines, async (serials) => {
      asked.push(serials);
      return new Map([["A2", "L-7"]]);
    });
    expect(asked).toEqual([["A1", "A2"]]);
    expect({ format, rows, badRows, compared }).toEqual({ format: "ndjson", rows: 3, badRows: 2, compared: true });
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "duplicate_in_system"],
      [3, "format"],
    ]);
    expect(await preview(lines, () => Promise.reject(new TypeError("Failed to fetch")))).toMatchObject({
      compared: false,
    });
  });

  it("asks for no more serial numbers at once than the server takes, and for all of them", async () => {
    const many = Array.from({ length: SERIALS_AT_ONCE + 1 }, (_, at) => `B${at}`);
    const asked: number[] = [];
    await preview(`serialNumber\n${many.join("\n")}\n`, async (serials) => {
      asked.push(serials.length);
      return new Map();
    });
    expect(asked).toEqual([SERIALS_AT_ONCE, 1]);
  });

  it("says that nothing was compared where the server did not answer", async () => {
    const unheard = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await preview("serialNumber\nA1\n", unheard)).toMatchObject({ rows: 1, badRows: 0, compared: false });
  });

  it("says nothing of the row at which it stops reading a large file", async () => {
    const row = `A1,"${"x".repeat(3000)}"\n`;
    const many = Array.from({ length: 3000 }, (_, at) => row.replace("A1", `A${at}`)).join("");
    const { whole, badRows } = await preview(`serialNumber,colour\n${many}`);
    expect({ whole, badRows }).toEqual({ whole: false, badRows: 0 });
    const lines = Array.from({ length: 3000 }, (_, at) => `{"serialNumber":"A${at}","_":"${"x".repeat(3000)}"}\n`);
    expect(await preview(lines.join(""))).toMatchObject({ format: "ndjson", whole: false, badRows: 0 });
  });
});
