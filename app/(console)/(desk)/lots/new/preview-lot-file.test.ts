import { describe, expect, it } from "vitest";
import { previewLotFile } from "./preview-lot-file.ts";

const preview = (text: string) => previewLotFile(new File([text], "final-test.csv"));

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

  it("says nothing of the row at which it stops reading a large file", async () => {
    const row = `A1,"${"x".repeat(3000)}"\n`;
    const many = Array.from({ length: 3000 }, (_, at) => row.replace("A1", `A${at}`)).join("");
    const { whole, badRows } = await preview(`serialNumber,colour\n${many}`);
    expect({ whole, badRows }).toEqual({ whole: false, badRows: 0 });
  });
});
