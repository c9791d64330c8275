/** The file of a module's new label, until it is printed. @param module label id of the module's first label */
export function newLabelPath(module: string, label: "body" | "bag"): string {
  return `/api/v1/labels/replacements/${module}/file?label=${label}&preset=roll-60x40&testPage=false`;
}
