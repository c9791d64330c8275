/**
 * What is wrong with a row, for a Chinese reader. Programs and files of errors get the import's own sentence, which is English;
 * a person in the Chinese console is told the same by its code and column. What has no words here keeps the import's own.
 */
export type RowProblem = {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly sentence: string;
  readonly value?: string;
};

type Say = (column: string, value: string, sentence: string) => string;

const FORMATS: Readonly<Record<string, string>> = {
  serialNumber: "序列号为 1 至 16 个 ASCII 字母、数字或符号，前面不能有空格。",
  dateCode: "日期代码为 YYMMDD，后面最多两个字符，与 EEPROM 一致：260704 或 260704A1。",
  container: "容器号为 18 位数字的 SSCC。",
  testedAt: "测试时间须写明时区，例如 2026-07-04T17:30:00+08:00 或 2026-07-04T09:30:00Z，且为有效日期。",
  testStation: "测试工位为一行文字，最多 64 个字符。",
  eepromHex: "EEPROM 须为十六进制字节，请检查是否缺少字节或含有其他字符。",
  "": "此行与表头的字段数不符，或不是有效的数据行：文件可能被截断。",
};

const SENTENCES: Readonly<Record<string, Say>> = {
  required: (column) => `${column} 为空，每个模块都需要填写。`,
  format: (column) => FORMATS[column] ?? `${column} 须为整数，不带单位和千位分隔符；多个通道用 | 分隔，最多 16 个。`,
  check_digit: (_, value) => `SSCC ${value} 的最后一位与其余数字不符，请重新核对箱标签。`,
  duplicate_in_file: (_, value, sentence) => {
    const row = /row (\d+)/.exec(sentence)?.[1];
    return `序列号 ${value} ${row ? `在第 ${row} 行已出现` : "在文件中重复"}，每个模块只占一行。`;
  },
  duplicate_in_system: (_, value, sentence) => {
    const lot = / is in lot (.+) of this product /.exec(sentence)?.[1];
    return `序列号 ${value} 已登记在此产品的${lot ? `批次 ${lot} ` : "其他批次"}中。请删除此行；如果登记错的是那个批次，请先撤回该批次。`;
  },
  out_of_limits: (column, value, sentence) => {
    const limits = /outside (-?\d+) to (-?\d+)/.exec(sentence);
    return `${column} ${value} 超出范围${limits ? `（${limits[1]} 至 ${limits[2]}）` : ""}，请检查单位。`;
  },
  unit: (column, value) => `${column} ${value} 含小数：请按列名中的单位写成整数（25.3 °C 写为 25300）。`,
  scientific_notation: (column, value) =>
    `电子表格把 ${column} 变成了 ${value}，数字已丢失。请将该列设为文本格式后重新填写。`,
  leading_zero_lost: (column, value) => `${column} ${value} 丢失了前导零。请将该列设为文本格式，并补全前面的零。`,
  fullwidth: (column, value) => `${column} 含全角字符，请改写为 ${value.normalize("NFKC")}。`,
  encoding: (column) => `${column} 含有既非 UTF-8 也非 GB18030 的字节，请另存为“CSV UTF-8”。`,
  cells_too_many: () => "此行的字段多于表头：单元格内的逗号需用引号将整个单元格括起。",
  line_too_long: () => "此行过长：除 EEPROM 外最多 4 KB，EEPROM 最多 65536 个字符。",
  quote_open: () => "引号在此行开始但没有结束：文件可能被截断，或多了一个引号。",
  quote_misplaced: () => "单元格中间出现引号：请写成两个引号，或删除。",
  cut: () => "文件在此行中间结束，请重新发送完整文件。",
  column_missing: () => "表头缺少序列号列（serialNumber、serial_number、序列号）。第一行须为列名。",
  column_repeated: () => "有两列给出同一内容，请只保留一列。",
  too_many_rows: () => "文件中的模块超过 1,000,000 个，请分成多个批次。",
  empty_file: () => "文件为空，没有可登记的内容。",
  not_a_text_file: () => "这是 Excel 工作簿：请在此页面选择它，或另存为“CSV UTF-8”。",
  declared_otherwise: () => "收到的文件与声明的长度或哈希不一致，请重新发送。",
};

export function rowSentence({ code, column, value, sentence }: RowProblem, locale: string): string {
  return locale === "en" ? sentence : (SENTENCES[code]?.(column, value ?? "", sentence) ?? sentence);
}
