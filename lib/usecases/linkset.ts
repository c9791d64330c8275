/** Where a label leads, for programs (RFC 9264; GS1-Conformant Resolver 1.2): one default link, and what it is in GS1's own words. */

const GS1 = "https://gs1.org/voc/";
/** Also written with these, for as long as anybody remembers (GS1 Web Vocabulary, "equivalent property"). */
const SPELLINGS = /^(?:gs1:|https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\/)([A-Za-z0-9]+)$/;

/** The link types that we have: of a module's page, and of a container's. */
export type LinkType = "pip" | "traceability";

/** @param anchor the address that was asked for @param target the page */
export function linksetOf(anchor: string, target: string, type: LinkType = "pip"): string {
  const link = { href: target, title: TITLES[type] };
  return JSON.stringify({
    linkset: [
      {
        anchor,
        // "The default link SHALL NOT have any optional attributes": section 2.7.
        [`${GS1}defaultLink`]: [link],
        [`${GS1}${type}`]: [{ ...link, type: "text/html", hreflang: ["en", "zh-CN"] }],
      },
    ],
  });
}

const TITLES: Readonly<Record<LinkType, string>> = {
  pip: "TrueLane record of this module",
  traceability: "TrueLane record of this container",
};

/** A program that reads the linkset as JSON-LD finds its context here. */
export const LINKSET_CONTEXT =
  '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"';

/** The `Link` header of a page or redirect: where its linkset is. */
export function linksetHeader(anchor: string): string {
  return `<${anchor}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`;
}

/** What a `linkType` asks for: the whole linkset, a link that we have (the default one too), or one that we lack. */
export function wishOf(linkType: string | null, has: LinkType): "linkset" | "page" | "missing" {
  if (linkType === null || linkType === "") return "page";
  // `all` is the word of resolvers before 1.0.
  if (linkType === "linkset" || linkType === "all") return "linkset";
  const name = SPELLINGS.exec(linkType)?.[1] ?? linkType;
  return name === has || name === "defaultLink" ? "page" : "missing";
}

/** `/.well-known/gs1resolver`, after the description file schema of GS1-Conformant Resolver 1.2. */
export function resolverDescription(publicUrl: string, operator: string | undefined): string {
  return JSON.stringify({
    name: "TrueLane",
    resolverRoot: publicUrl,
    supportedPrimaryKeys: ["01", "00"],
    supportedLinkType: [{ namespace: GS1, prefix: "gs1:" }],
    linkTypeDefaultCanBeLinkset: false,
    jsonLdContextLocation: "https://ref.gs1.org/standards/resolver/linkset-context",
    ...(operator !== undefined && { contact: { fn: operator } }),
  });
}
