/** How one kind of label is drawn, as PDF operators in the label's own box, millimetres from its bottom left corner. */
import type { Sheet } from "../../domain/label/sheet.ts";
import type { PdfFont } from "./pdf-font.ts";

/** @param first of the labels; all others have texts of the same lengths in their QR codes */
export type Design<Label> = (font: PdfFont, sheet: Sheet, first: Label) => Drawn<Label>;
export type Drawn<Label> = {
  /** What is the same on every label. */
  readonly shared: string;
  own(label: Label): string;
};
