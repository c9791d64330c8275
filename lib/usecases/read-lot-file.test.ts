import { describe, expect, it } from "vitest";
import { errorsHead, errorsLine, templateCsv, unguarded } from "./lot-file/errors-csv.ts";
import { type FileProblem, type LotFilePiece, type ReadOptions, type ReadRow, readLotFile } from "./read-lot-file.ts";

type Read = {
  rows: ReadRow[];
  good: string[];
  bad: { line: number; column: string; code: string }[];
  stopped?: FileProblem;
  encoding?: string;
  unknown: readonly string[];
};

/** Chunks of a few bytes: whatever falls on an edge of a chunk is found. */
async function read(file: string | Uint8Array, options: ReadOptions = {}, chunk = 7): Promise<Read> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  async function* open() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const all: Read = { rows: [], good: [], bad: [], unknown: [] };
  for await (const piece of readLotFile(open, options) as AsyncIterable<LotFilePiece>) {
    if (piece.is === "file") all.encoding = piece.encoding;
    if (piece.is === "header") all.unknown = piece.unknown;
    if (piece.is === "stopped") all.stopped = piece.problem;
    if (piece.is === "rows") all.rows.push(...piece.rows);
  }
  all.good = all.rows.flatMap(({ row }) => (row ? [row.serialNumber] : []));
  all.bad = all.rows.flatMap(({ line, problems }) => problems.map(({ column, code }) => ({ line, column, code })));
  return all;
}

const oneCell = async (column: string, cell: string) =>
  (await read(`serialNumber,${column}\nSN1,"${cell}"\n`)).rows[0] as ReadRow;
const codeOf = async (column: string, cell: string) => (await oneCell(column, cell)).problems[0]?.code;

describe("a lot file", () => {
  it("gives its rows in order with the row numbers of a spreadsheet", async () => {
    const { rows, good, stopped } = await read('serialNumber,testStation\r\nA1,FT-1\r\n\r\nA2,"FT\n2"\r\nA3,FT-3\r\n');
    expect(stopped).toBeUndefined();
    expect(good).toEqual(["A1", "A3"]);
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it("reads snake_case, Chinese and full-width header names, in any order and letter case", async () => {
    const { rows } = await read("TX_POWER_NANOWATT,序列号,测试时间\n100|200,A1,2026-07-04 17:30+08:00\n");
    expect(rows[0]?.row).toEqual({
      line: 2,
      serialNumber: "A1",
      test: { at: "2026-07-04T09:30:00.000Z", txPowerNanowatt: [100, 200] },
    });
    expect((await read("ＳＮ\nA1\n")).good).toEqual(["A1"]);
  });

  it("takes semicolons and tabs as well as commas", async () => {
    expect((await read("serialNumber;dateCode\nA1;260704\n")).good).toEqual(["A1"]);
    expect((await read("serialNumber\tdateCode\nA1\t260704\n")).good).toEqual(["A1"]);
  });

  it("takes a file without a line end at its end", async () => {
    expect((await read("serialNumber,dateCode\nA1,260704")).good).toEqual(["A1"]);
  });

  it("reports columns that it does not know, and reads the rest", async () => {
    const { unknown, good } = await read("serialNumber,colour\nA1,red\n");
    expect(unknown).toEqual(["colour"]);
    expect(good).toEqual(["A1"]);
  });

  it("names what a header lacks and what it has twice", async () => {
    const missing = await read("serial number of the unit,colour\nA1,red\n");
    expect(missing.stopped).toMatchObject({ line: 1, code: "column_missing" });
    expect(missing.stopped?.sentence).toContain("colour");
    expect((await read("sn,serialNumber\nA1,A1\n")).stopped?.code).toBe("column_repeated");
  });

  it("is the same as NDJSON", async () => {
    const { good, rows, unknown } = await read(
      '{"serialNumber":"A1","biasMicroamp":[1,2],"colour":"red"}\n\n{"serial_number":"A2","supplyMicrovolt":3300000}\n',
    );
    expect(good).toEqual(["A1", "A2"]);
    expect(rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(rows[0]?.row?.test).toEqual({ biasMicroamp: [1, 2] });
    expect(unknown).toEqual(["colour"]);
  });

  it("takes no number for a serial number in NDJSON, since zeros in front are lost in it", async () => {
    const { bad } = await read('{"serialNumber":123}\n[]\n{"serialNumber":"A1","sn":"A1"}\n{"serialNumber":');
    expect(bad.map(({ code }) => code)).toEqual(["format", "format", "column_repeated", "cut"]);
  });
});

describe("encodings", () => {
  const gb18030 = (text: string) =>
    Uint8Array.from(
      [...text].flatMap((letter) =>
        letter === "序"
          ? [0xd0, 0xf2]
          : letter === "列"
            ? [0xc1, 0xd0]
            : letter === "号"
              ? [0xba, 0xc5]
              : letter === "甲"
                ? [0xbc, 0xd7]
                : [letter.charCodeAt(0)],
      ),
    );

  it("are told apart: UTF-8 with and without a mark, GB18030, UTF-16", async () => {
    const text = "序列号,testStation\nA1,甲\n";
    expect(await read(text)).toMatchObject({ good: ["A1"], encoding: "utf-8" });
    expect(await read(`\ufeff${text}`)).toMatchObject({ good: ["A1"], encoding: "utf-8" });
    const chinese = await read(gb18030(text));
    expect(chinese).toMatchObject({ good: ["A1"], encoding: "gb18030" });
    expect(chinese.rows[0]?.row?.test?.station).toBe("甲");
    expect(await read(Buffer.from(`\ufeff${text}`, "utf16le"))).toMatchObject({ good: ["A1"], encoding: "utf-16le" });
  });

  it("that fit nothing spoil only the rows with the bad bytes", async () => {
    const bytes = Uint8Array.from([...Buffer.from("serialNumber\nA1\nB"), 0xff, ...Buffer.from("\nA2\n")]);
    const { good, bad } = await read(bytes);
    expect(good).toEqual(["A1", "A2"]);
    expect(bad).toEqual([{ line: 3, column: "serialNumber", code: "encoding" }]);
  });

  it("cannot make a workbook a text", async () => {
    expect((await read(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).stopped?.code).toBe("not_a_text_file");
  });
});

describe("what spreadsheets do to a row", () => {
  it.each([
    ["serialNumber", "1.23E+14", "scientific_notation"],
    ["serialNumber", "", "required"],
    ["serialNumber", "ＡＢ１", "fullwidth"],
    ["serialNumber", "12345678901234567", "format"],
    ["serialNumber", " A1", "format"],
    ["dateCode", "90704", "leading_zero_lost"],
    ["dateCode", "261332", "format"],
    ["container", "3.40123E+17", "scientific_notation"],
    ["container", "340123450000000018", "check_digit"],
    ["container", "40123450000000019", "format"],
    ["testedAt", "2026-07-04 09:30", "format"],
    ["testedAt", "2026-02-30T09:30:00Z", "format"],
    ["temperatureMilliCelsius", "25.3", "unit"],
    ["temperatureMilliCelsius", "1000000", "out_of_limits"],
    ["txPowerNanowatt", "1|x", "format"],
    ["txPowerNanowatt", "-5", "out_of_limits"],
    ["eepromHex", "0G", "format"],
    ["eepromHex", "03 04", "format"],
  ])("%s %s is %s", async (column, cell, code) => {
    if (column === "serialNumber") {
      const { bad } = await read(`serialNumber,dateCode\n"${cell}",260704\n`);
      expect(bad).toEqual([{ line: 2, column, code }]);
    } else expect(await codeOf(column, cell)).toBe(code);
  });

  it.each([
    ["dateCode", "260704A1"],
    ["container", "340123450000000017"],
    ["testedAt", "2026-07-04T09:30:00.5Z"],
    ["temperatureMilliCelsius", "-5000"],
    ["biasMicroamp", "6000|6100|0|6200"],
    ["testStation", "甲站"],
  ])("leaves %s %s alone", async (column, cell) => {
    expect((await oneCell(column, cell)).problems).toEqual([]);
  });

  it("shows the second of two rows with one serial number, and where the first is", async () => {
    const { rows, good } = await read("serialNumber\nA1\nA2\nA1\n");
    expect(good).toEqual(["A1", "A2"]);
    expect(rows[2]?.problems[0]).toMatchObject({ code: "duplicate_in_file", column: "serialNumber" });
    expect(rows[2]?.problems[0]?.sentence).toContain("row 2");
  });
});

describe("a hostile or broken file", () => {
  it("that was cut in its last row says so", async () => {
    const cut = await read("serialNumber,dateCode,testStation\nA1,260704,FT-1\nA2");
    expect(cut.bad).toEqual([{ line: 3, column: "dateCode", code: "format" }]);
    expect(cut.rows[1]?.problems[0]?.sentence).toBe("Row 3 has 1 field, the header has 3; was the file cut?");
    expect((await read("serialNumber,dateCode\nA1\nA2,260704\n")).bad).toEqual([
      { line: 2, column: "dateCode", code: "format" },
    ]);
    expect((await read("serialNumber,dateCode\nA1,260704,x\n")).bad).toEqual([
      { line: 2, column: "", code: "cells_too_many" },
    ]);
  });

  it("may leave optional cells empty, but not leave them out", async () => {
    const { good, bad } = await read("serialNumber,dateCode,colour\nA1,,\n\nA2,\nA3,,\n");
    expect(good).toEqual(["A1", "A3"]);
    expect(bad).toEqual([{ line: 4, column: "colour", code: "format" }]);
  });

  it("with a quotation mark that never closes stops there, and soon", async () => {
    expect((await read('serialNumber\nA1\n"A2\nA3\n')).stopped).toMatchObject({ line: 3, code: "quote_open" });
    const endless = await read(`serialNumber\nA1\n"${"x\n".repeat(2_000_000)}`, {}, 65536);
    expect(endless.stopped).toMatchObject({ line: 3, code: "line_too_long" });
  });

  it("with one endless line stops there", async () => {
    expect((await read(`serialNumber\n${"x".repeat(3_000_000)}`, {}, 65536)).stopped?.code).toBe("line_too_long");
    expect((await read(`{"serialNumber":"${"x".repeat(3_000_000)}`, {}, 65536)).bad[0]?.code).toBe("line_too_long");
    expect((await read(`serialNumber,testStation\nA1,${"x".repeat(5000)}\nA2,\n`)).bad).toEqual([
      { line: 2, column: "", code: "line_too_long" },
    ]);
  });

  it("without rows, without anything, or other than declared is refused as a whole", async () => {
    expect((await read("")).stopped?.code).toBe("empty_file");
    expect((await read("serialNumber\n")).stopped?.code).toBe("empty_file");
    expect((await read("serialNumber\nA1\n", { declared: { bytes: 99 } })).stopped?.code).toBe("declared_otherwise");
    expect((await read("serialNumber\nA1\n", { declared: { sha256: "0".repeat(64) } })).stopped?.code).toBe(
      "declared_otherwise",
    );
  });

  it("with one row more than the limit is refused at that row, and at the limit it is not", async () => {
    const file = "serialNumber\nA1\nA2\nA3\n";
    expect((await read(file, { rowLimit: 2 })).stopped).toMatchObject({ line: 4, code: "too_many_rows" });
    expect((await read(file, { rowLimit: 3 })).stopped).toBeUndefined();
  });

  it("with a million and one rows is refused at the last of them, having read the million", async () => {
    const lines = 1_000_001;
    async function* open() {
      yield Buffer.from("serialNumber\n");
      for (let from = 0; from < lines; from += 10_000) {
        const count = Math.min(10_000, lines - from);
        yield Buffer.from(Array.from({ length: count }, (_, at) => `TL${from + at}\n`).join(""));
      }
    }
    let good = 0;
    let stop: FileProblem | undefined;
    for await (const piece of readLotFile(open)) {
      if (piece.is === "rows") good += piece.rows.filter(({ row }) => row).length;
      if (piece.is === "stopped") stop = piece.problem;
    }
    expect(good).toBe(1_000_000);
    expect(stop).toMatchObject({ line: 1_000_002, code: "too_many_rows" });
  }, 120_000);

  it("never throws, whatever its bytes", async () => {
    for (let seed = 1; seed < 200; seed++) {
      let state = seed;
      const bytes = Uint8Array.from({ length: seed * 3 }, () => {
        state = (state * 1103515245 + 12345) & 0x7fffffff;
        return seed % 2 ? (state >> 8) & 0xff : '",\n\r;{}|A1é\t'.charCodeAt((state >> 8) % 13) & 0xff;
      });
      const { stopped, bad, good } = await read(
        Buffer.concat([Buffer.from(seed % 3 ? "serialNumber,x\n" : ""), bytes]),
      );
      expect(stopped !== undefined || bad.length + good.length > 0).toBe(true);
    }
  });
});

describe("a file of errors", () => {
  it("keeps a spreadsheet from running what a cell holds, and can be sent again", async () => {
    const names = ["serialNumber", "temperatureMilliCelsius"];
    const problem = { column: "serialNumber", code: "format", sentence: 'say, "what"' } as const;
    const file = errorsHead(names) + errorsLine(7, names, ["=SN1", "-5000"], [problem]);
    expect(file).toContain("'=SN1,'-5000,7,serialNumber,format,");
    const again = await read(file);
    expect(again.unknown).toEqual([]);
    expect(again.rows[0]?.row).toMatchObject({ serialNumber: "=SN1", test: { temperatureMilliCelsius: -5000 } });
  });

  it("gives every text back as it was", () => {
    for (const text of ["=a", "'=a", "''=a", "'a", "a", "", "@", "+1", "\tx"]) {
      const [, line = ""] = (errorsHead(["x"]) + errorsLine(2, ["x"], [text], [])).split("\r\n");
      const cell = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : (line.split(",")[0] ?? "");
      expect(unguarded(cell)).toBe(text);
    }
  });
});

it("the template is a lot file itself", async () => {
  const { good, bad } = await read(templateCsv());
  expect(bad).toEqual([]);
  expect(good).toEqual(["TL2607040001"]);
});
