/** Where a label leads, for programs (RFC 9264; GS1-Conformant Resolver 1.1): one default link, and the product page. */

const GS1 = "https://gs1.org/voc";

/** @param anchor the address that was asked for @param target the scan page */
export function linksetOf(anchor: string, target: string): string {
  const link = { href: target, title: "TrueLane record of this module", type: "text/html", hreflang: ["en", "zh-CN"] };
  return JSON.stringify({ linkset: [{ anchor, [`${GS1}/defaultLink`]: [link], [`${GS1}/pip`]: [link] }] });
}
