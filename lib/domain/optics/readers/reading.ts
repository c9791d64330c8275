/** What a reader makes of a capture: modules in bytes, or modules in print. */
import type { AnswerValue, InputFormat, TextModule, Unread } from "../answer.ts";
import type { EepromPages } from "../page.ts";
import type { Raised } from "../rules/rulebook.ts";
import type { Line } from "./captured-lines.ts";

/** One module's memory as found; `also` adds keys to its answer, `raised` what only the container can know. */
export type Capture = {
  readonly port?: string;
  readonly eeprom: EepromPages;
  readonly also?: Readonly<Record<string, AnswerValue>>;
  readonly raised?: readonly Raised[];
};
export type ByteReading = {
  readonly format: InputFormat;
  readonly captures: readonly Capture[];
  readonly unread?: readonly Unread[];
};
export type TextReading = {
  readonly format: InputFormat;
  readonly modules: readonly TextModule[];
  readonly no_serial_in_format?: true;
  readonly no_identity_in_format?: true;
};

/** A reader answers undefined for a capture that is none of its formats. `asked` is the format a person chose. */
export type ByteReader = (lines: readonly Line[], asked?: InputFormat) => ByteReading | undefined;
export type TextReader = (lines: readonly Line[], asked?: InputFormat) => TextReading | undefined;
