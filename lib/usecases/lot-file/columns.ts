/** The columns of a lot file and the names that people give them (design.md section 9). */

export const COLUMNS = [
  "serialNumber",
  "dateCode",
  "eepromHex",
  "testedAt",
  "testStation",
  "temperatureMilliCelsius",
  "supplyMicrovolt",
  "biasMicroamp",
  "txPowerNanowatt",
  "rxPowerNanowatt",
  "container",
] as const;
export type Column = (typeof COLUMNS)[number];

/** What a file of errors carries beside the original columns; a corrected one is taken without removing them. */
export const ERROR_COLUMNS = ["_row", "_column", "_code", "_message"] as const;

const OTHER_NAMES: Readonly<Record<Column, readonly string[]>> = {
  serialNumber: [
    "serial",
    "sn",
    "serial no",
    "serial no.",
    "序列号",
    "序列号码",
    "产品序列号",
    "模块序列号",
    "SN码",
    "序列号(SN)",
  ],
  dateCode: ["日期代码", "日期码", "日期编码", "生产日期代码"],
  eepromHex: ["eeprom", "EEPROM十六进制", "EEPROM数据", "EEPROM内容"],
  testedAt: ["test time", "测试时间", "检测时间", "测试日期"],
  testStation: ["station", "测试站", "测试工位", "测试站点", "检测工位", "工位"],
  temperatureMilliCelsius: ["温度", "温度毫摄氏度", "温度(毫摄氏度)", "温度(m℃)", "测试温度"],
  supplyMicrovolt: ["电压", "供电电压", "电压微伏", "供电电压(微伏)", "电压(微伏)", "电压(µV)", "电源电压"],
  biasMicroamp: ["偏置电流", "偏置电流微安", "偏置电流(微安)", "偏置电流(µA)"],
  txPowerNanowatt: ["发射光功率", "发射功率", "发射光功率纳瓦", "发射光功率(纳瓦)", "发射光功率(nW)", "发光功率"],
  rxPowerNanowatt: ["接收光功率", "接收功率", "接收光功率纳瓦", "接收光功率(纳瓦)", "接收光功率(nW)", "收光功率"],
  container: ["sscc", "carton", "箱号", "装箱号", "外箱号", "箱码", "容器", "包装箱"],
};

const COLUMN_OF = new Map<string, Column>(
  COLUMNS.flatMap((column) => [column, ...OTHER_NAMES[column]].map((name) => [normalised(name), column] as const)),
);

export type Header = {
  /** The names as the file has them. */
  readonly names: readonly string[];
  /** For each cell its column, or `undefined` for one that we do not know. */
  readonly columns: readonly (Column | undefined)[];
  readonly unknown: readonly string[];
  /** The file is one of ours: cells may begin with the apostrophe that keeps a spreadsheet from running them. */
  readonly isErrorFile: boolean;
};

export type HeaderProblem = { readonly code: "column_missing" | "column_repeated"; readonly sentence: string };

/** `HTTPS`, `snake_case`, blanks, full-width letters: what a person reads as the same name is the same name. */
export function columnOf(name: string): Column | undefined {
  return COLUMN_OF.get(normalised(name));
}

export function readHeader(names: readonly string[]): Header | HeaderProblem {
  const columns = names.map(columnOf);
  const isErrorFile = ERROR_COLUMNS.every((name) => names.includes(name));
  const unknown = names.filter(
    (name, at) => columns[at] === undefined && name.trim() !== "" && !(isErrorFile && isErrorColumn(name)),
  );
  const repeated = columns.find((column, at) => column !== undefined && columns.indexOf(column) !== at);
  if (repeated !== undefined) {
    const both = names.filter((_, at) => columns[at] === repeated).join(" and ");
    return { code: "column_repeated", sentence: `Two columns give ${repeated}: ${both}. Keep one of them.` };
  }
  if (!columns.includes("serialNumber")) {
    const found =
      names
        .filter((name) => name.trim() !== "")
        .slice(0, 20)
        .join(", ") || "nothing";
    const sentence = `The header has no column serialNumber (serial_number, 序列号). It has: ${found.slice(0, 400)}. The first line must name the columns.`;
    return { code: "column_missing", sentence };
  }
  return { names, columns, unknown, isErrorFile };
}

export function isErrorColumn(name: string): boolean {
  return (ERROR_COLUMNS as readonly string[]).includes(name);
}

function normalised(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s_\-.]/g, "")
    .replace(/μ/g, "µ")
    .toLowerCase();
}
