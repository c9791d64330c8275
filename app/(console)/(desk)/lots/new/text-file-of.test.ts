import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { previewLotFile } from "./preview-lot-file.ts";
import { isWorkbook, textFileOfPaste, textFileOfWorkbook } from "./text-file-of.ts";

const noLots = async () => new Map<string, string>();

/** A ZIP file without compression (APPNOTE.TXT 4.3). */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), common, rest, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, directory, Buffer.from("PK\x05\x06"), end]);
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

function workbook(rows: string): File {
  const bytes = zip({
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets><sheet name="Lot" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
  });
  return new File([new Uint8Array(bytes)], "Lot 7.XLSX");
}
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (at: string, value: string) => `<c r="${at}"><v>${value}</v></c>`;

describe("an Excel workbook", () => {
  const file = workbook(
    `<row r="1">${text("A1", "serialNumber")}${text("B1", "testStation")}${text("C1", "supplyMicrovolt")}</row>
     <row r="2">${text("A2", "SN1")}${text("B2", "bench, 4")}${number("C2", "3300000")}</row>
     <row r="4">${number("A4", "1000000000000000000000000")}</row>`,
  );

  it("becomes the CSV that the import reads, empty rows and all", async () => {
    expect(isWorkbook(file)).toBe(true);
    const csv = await textFileOfWorkbook(file);
    expect(csv.name).toBe("Lot 7.csv");
    expect(await csv.text()).toBe('serialNumber,testStation,supplyMicrovolt\nSN1,"bench, 4",3300000\n,,\n1e+24,,\n');
  });

  it("keeps its row numbers, and a serial number that Excel rounded is refused by name", async () => {
    const preview = await previewLotFile(await textFileOfWorkbook(file), noLots);
    expect(preview).toMatchObject({ rows: 2, badRows: 1 });
    expect(preview.problems[0]).toMatchObject({ line: 4, code: "scientific_notation" });
  });

  it("that is none is not read", async () => {
    await expect(textFileOfWorkbook(new File(["PK no"], "x.xlsx"))).rejects.toThrow();
  });
});

describe("pasted rows", () => {
  it("are read with the tabs of a spreadsheet", async () => {
    const preview = await previewLotFile(
      textFileOfPaste("序列号\t测试工位\nSN1\tA 1\nSN2\tA 2\n", "pasted.tsv"),
      noLots,
    );
    expect(preview).toMatchObject({ rows: 2, badRows: 0, names: ["序列号", "测试工位"] });
  });
});
