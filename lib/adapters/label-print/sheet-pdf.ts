/** Labels of a lot as a PDF, page by page as they are read: memory does not grow with the lot. */
import { placeOnSheet, placesOn, type Sheet } from "../../domain/label/sheet.ts";
import type { Design, Drawn } from "./design.ts";
import { IN_MILLIMETRES, mediaBox, num, openPdf, type PdfFile, pdfText } from "./pdf-file.ts";
import { openPdfFont } from "./pdf-font.ts";
import { testPage } from "./test-page.ts";
import type { TrueType } from "./true-type.ts";

export type SheetOrder = {
  readonly sheet: Sheet;
  /** First free place on the first sheet, from 0. */
  readonly start: number;
  readonly title: string;
  readonly testPage: boolean;
  /** False for signed labels: their codes are random, and most of what is on a page. */
  readonly compressed: boolean;
};

/** Pages under one node of the page tree: readers open a tree of some dozens faster than a list of thousands. */
const PAGES_A_NODE = 64;

/** All labels have texts of the lengths of the first one: they differ in code and serial number alone. */
export async function* sheetPdf<Label>(
  labels: AsyncIterable<Label>,
  design: Design<Label>,
  order: SheetOrder,
  font: TrueType,
): AsyncGenerator<Uint8Array> {
  const { sheet } = order;
  const pdf = openPdf();
  const text = openPdfFont(pdf, font);
  const [root, info, shared] = [pdf.reserve(), pdf.reserve(), pdf.reserve()];
  const pages = pageTree(
    pdf,
    order.compressed,
    root,
    `/MediaBox${mediaBox(sheet.page)}/Resources<</Font<</F ${text.id} 0 R>>/XObject<</L ${shared} 0 R>>>>`,
  );
  yield pdf.head;
  if (order.testPage) yield pages.page(testPage(text, sheet, order.title));
  let drawn: Drawn<Label> | undefined;
  const corners = cornersOf(sheet);
  let place = order.start % placesOn(sheet);
  let content = "";
  for await (const label of labels) {
    drawn ??= design(text, sheet, label);
    content += `${corners[place]}${drawn.own(label)}Q\n`;
    place++;
    if (place < placesOn(sheet)) continue;
    yield pages.page(content);
    content = "";
    place = 0;
  }
  if (content !== "") yield pages.page(content);
  const { width, height } = sheet.label;
  yield pdf.object(
    shared,
    `/Type/XObject/Subtype/Form/BBox[0 0 ${num(width)} ${num(height)}]/Resources<</Font<</F ${text.id} 0 R>>>>`,
    drawn?.shared ?? "",
  );
  yield* text.objects();
  yield* pages.end();
  yield pdf.object(info, `/Title${pdfText(order.title)}/Producer(TrueLane)`);
  yield pdf.end(pages.catalog, info);
}

/** Moves to each place of a page, and draws there what all labels share. */
function cornersOf(sheet: Sheet): string[] {
  return Array.from({ length: placesOn(sheet) }, (_, place) => {
    const { left, top } = placeOnSheet(sheet, place);
    return `q 1 0 0 1 ${num(left)} ${num(sheet.page.height - top - sheet.label.height)} cm /L Do\n`;
  });
}

/** A tree of two levels, written as it fills; every page inherits what the root says. */
function pageTree(pdf: PdfFile, compressed: boolean, root: number, inherited: string) {
  const catalog = pdf.reserve();
  const nodes: { readonly id: number; readonly kids: number[] }[] = [];
  let count = 0;
  return {
    catalog,
    page(content: string): Uint8Array {
      if (count % PAGES_A_NODE === 0) nodes.push({ id: pdf.reserve(), kids: [] });
      count++;
      const node = nodes[nodes.length - 1];
      const [page, stream] = [pdf.reserve(), pdf.reserve()];
      node?.kids.push(page);
      return Buffer.concat([
        pdf.object(stream, "", IN_MILLIMETRES + content, compressed),
        pdf.object(page, `/Type/Page/Parent ${node?.id} 0 R/Contents ${stream} 0 R`),
      ]);
    },
    *end(): Generator<Uint8Array> {
      for (const { id, kids } of nodes)
        yield pdf.object(
          id,
          `/Type/Pages/Parent ${root} 0 R/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(" ")}]`,
        );
      yield pdf.object(
        root,
        `/Type/Pages/Count ${count}${inherited}/Kids[${nodes.map(({ id }) => `${id} 0 R`).join(" ")}]`,
      );
      // Dialogs of readers that honour it open without "fit to page".
      yield pdf.object(catalog, `/Type/Catalog/Pages ${root} 0 R/ViewerPreferences<</PrintScaling/None>>`);
    },
  };
}
