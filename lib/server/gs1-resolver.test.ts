/**
 * After the cases of GS1's own test suite for resolvers (github.com/gs1/GS1DL-resolver-testsuite, GS1-Conformant Resolver 1.2);
 * each `it` names the sentence of the standard that it is about.
 */
import { describe, expect, it } from "vitest";
import { asJson, BROKEN, depsWith, get, PUBLIC_URL, shortLabel } from "./public-door.testing.ts";

const GTIN = "09506000134352";
const SSCC = "340123450000000017";
const { code, deps: withShort } = shortLabel();
const MODULE = `/01/${GTIN}/21/${code}`;
const TARGET = `${PUBLIC_URL}/v/${code}`;
const VOC = "https://gs1.org/voc/";
const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const LINKSET = { accept: "application/linkset+json" };

type Link = { href: string; title: string; type?: string; hreflang?: string[] };
type Linkset = { linkset: ({ anchor: string } & Record<string, Link[] | string>)[] };

/** What the JSON schema of the standard (linkset-schema 1.2.0) demands of every member. */
function assertSchema({ linkset }: Linkset): void {
  expect(linkset).toHaveLength(1);
  for (const { anchor, ...relations } of linkset) {
    expect(anchor).toMatch(/^https?:\/\/[a-zA-z0-9./]+/);
    for (const [relation, links] of Object.entries(relations)) {
      expect(relation).toMatch(/^https:\/\/gs1\.org\/voc\/[a-zA-Z]+$/);
      for (const link of links as Link[]) {
        expect(new URL(link.href).href).toBe(link.href);
        expect(link.title).not.toBe("");
        for (const language of link.hreflang ?? []) expect(() => new Intl.Locale(language)).not.toThrow();
      }
    }
  }
}

const linksetFrom = (text: string) => JSON.parse(text) as Linkset;

describe("a GS1 resolver", () => {
  it("SHALL redirect to the default link unless the request can be matched better", async () => {
    for (const more of [BROWSER, {}, { accept: "*/*" }, asJson])
      expect(await get(withShort(), MODULE, more)).toMatchObject({ status: 307, headers: { location: TARGET } });
    expect((await get(withShort(), `/01/${GTIN}/10/L-1/21/${code}`)).headers.location).toBe(TARGET);
    expect((await get(withShort(), `/01/${GTIN}/22/2A/10/L-1/21/${code}`)).headers.location).toBe(TARGET);
  });

  it("SHALL pass on all key=value pairs of the query when redirecting", async () => {
    const { headers } = await get(withShort(), `${MODULE}?lang=zh-CN&foo=bar&17=260101`);
    expect(headers.location).toBe(`${TARGET}?lang=zh-CN&foo=bar&17=260101`);
  });

  it("SHALL answer linkType=linkset and Accept: application/linkset+json with the linkset, without redirecting", async () => {
    for (const answer of [
      await get(withShort(), `${MODULE}?linkType=linkset`),
      await get(withShort(), `${MODULE}?linkType=linkset`, asJson),
      await get(withShort(), `${MODULE}?linkType=all`),
      await get(withShort(), MODULE, LINKSET),
    ]) {
      expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/linkset+json" } });
      assertSchema(linksetFrom(answer.text));
      expect(linksetFrom(answer.text).linkset[0]?.anchor).toBe(`${PUBLIC_URL}${MODULE}`);
    }
    const deeper = await get(withShort(), `/01/${GTIN}/10/L-1/21/${code}/?linkType=linkset`);
    expect(linksetFrom(deeper.text).linkset[0]?.anchor).toBe(`${PUBLIC_URL}/01/${GTIN}/10/L-1/21/${code}`);
  });

  it("SHALL have exactly one default link, with a title and without optional attributes, that is also described", async () => {
    const [links] = linksetFrom((await get(withShort(), MODULE, LINKSET)).text).linkset;
    const defaults = links?.[`${VOC}defaultLink`] as Link[];
    expect(defaults).toEqual([{ href: TARGET, title: expect.any(String) }]);
    expect(links?.[`${VOC}pip`]).toEqual([
      { href: TARGET, title: defaults[0]?.title, type: "text/html", hreflang: ["en", "zh-CN"] },
    ]);
  });

  it("SHALL redirect to the requested link type if available, however it is spelled, else answer 404", async () => {
    for (const type of ["gs1:pip", "pip", `${VOC}pip`, "https://ref.gs1.org/voc/pip", "gs1:defaultLink"])
      expect((await get(withShort(), `${MODULE}?linkType=${encodeURIComponent(type)}`)).status).toBe(307);
    for (const type of ["gs1:nosuchlt", "https://evil.example/voc/pip", "schema:pip"])
      expect((await get(withShort(), `${MODULE}?linkType=${encodeURIComponent(type)}`)).status).toBe(404);
  });

  it("SHALL report a URI that is not valid with 400", async () => {
    for (const path of [
      `${MODULE}/foo`,
      `/01/09506000134353/21/${code}`,
      `/01/x/21/y`,
      `/01/${GTIN}/21/${"0".repeat(26)}`,
      `/01/${GTIN}/21/${"9".repeat(21)}`,
      `/01/${GTIN}/21/%E0%A4%A`,
      `/01/${GTIN}/21/${code}/10/L-1`,
      `/00/${SSCC}/foo`,
      "/00/340123450000000018",
      "/00/x",
      "/01",
    ])
      for (const more of [BROWSER, asJson, LINKSET])
        expect((await get(withShort(), path, more)).status, path).toBe(400);
  });

  it("SHALL NOT report an error with 200: a legal serial that is no code, a whole product, a code that nobody registered", async () => {
    expect((await get(withShort(), `/01/${GTIN}/21/SN-12345`)).status).toBe(404);
    expect((await get(withShort(), `/01/${GTIN}`)).status).toBe(404);
    expect((await get(withShort(), `/01/${GTIN}/235/XYZ`)).status).toBe(404);
    for (const more of [BROWSER, asJson, LINKSET])
      expect((await get(withShort(), `/01/${GTIN}/21/${"Z".repeat(20)}?linkType=linkset`, more)).status).toBe(404);
    expect((await get(withShort({ records: BROKEN }), MODULE, LINKSET)).status).toBe(503);
  });

  it("SHOULD expose the linkset in a Link header, even when redirecting, and its JSON-LD context beside it", async () => {
    const link = `<${PUBLIC_URL}${MODULE}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`;
    expect((await get(withShort(), MODULE)).headers.link).toBe(link);
    expect((await get(withShort(), `/00/${SSCC}`)).headers.link).toContain(
      `/00/${SSCC}?linkType=linkset>; rel="linkset"`,
    );
    expect((await get(withShort(), MODULE, LINKSET)).headers.link).toContain(
      'rel="http://www.w3.org/ns/json-ld#context"',
    );
  });

  it("SHALL support GET, HEAD, OPTIONS and CORS, whatever the answer", async () => {
    expect(await get(withShort(), MODULE, { method: "OPTIONS" })).toMatchObject({
      status: 204,
      headers: { allow: "GET, HEAD, OPTIONS", "access-control-allow-origin": "*" },
    });
    for (const method of ["GET", "HEAD"])
      for (const path of [
        MODULE,
        `${MODULE}?linkType=linkset`,
        `${MODULE}/foo`,
        `/00/${SSCC}`,
        "/.well-known/gs1resolver",
      ])
        expect((await get(withShort(), path, { method })).headers["access-control-allow-origin"]).toBe("*");
    expect((await get(withShort(), MODULE, { method: "POST" })).status).toBe(405);
  });

  it("SHOULD tolerate a slash at the end", async () => {
    for (const path of [MODULE, `/00/${SSCC}`, `/01/${GTIN}`]) {
      const [bare, slashed] = [await get(withShort(), path), await get(withShort(), `${path}/`)];
      expect(slashed.status).toBe(bare.status);
      expect(slashed.headers.location).toBe(bare.headers.location);
    }
  });

  it("SHALL provide a description of itself at /.well-known/gs1resolver", async () => {
    const answer = await get(withShort(), "/.well-known/gs1resolver");
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    expect(JSON.parse(answer.text)).toEqual({
      name: "TrueLane",
      resolverRoot: PUBLIC_URL,
      supportedPrimaryKeys: ["01", "00"],
      supportedLinkType: [{ namespace: VOC, prefix: "gs1:" }],
      linkTypeDefaultCanBeLinkset: false,
      jsonLdContextLocation: "https://ref.gs1.org/standards/resolver/linkset-context",
      contact: { fn: "Lumina" },
    });
  });

  it("gives a browser a page, never JSON, in both languages and without a script", async () => {
    for (const path of [
      `${MODULE}?linkType=linkset`,
      `/00/${SSCC}?linkType=linkset`,
      `${MODULE}/foo`,
      `/01/${GTIN}`,
      `/00/${SSCC}`,
    ])
      for (const acceptLanguage of ["en", "zh-CN"]) {
        const page = await get(withShort(), path, { ...BROWSER, acceptLanguage });
        expect(page.headers["content-type"], path).toBe("text/html; charset=utf-8");
        expect(page.text).toContain(`<html lang="${acceptLanguage}">`);
        expect(page.text).not.toMatch(/<script/);
      }
    const bad = await get(withShort(), `${MODULE}/foo`, asJson);
    expect(bad.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(bad.text)).toMatchObject({ status: 400, detail: expect.stringContaining("/21/") });
  });
});

describe("a container's link", () => {
  it("is its own page, with that page as the one default and as traceability", async () => {
    const [links] = linksetFrom((await get(depsWith(), `/00/${SSCC}`, LINKSET)).text).linkset;
    const href = `${PUBLIC_URL}/00/${SSCC}`;
    expect(links).toMatchObject({
      anchor: href,
      [`${VOC}defaultLink`]: [{ href }],
      [`${VOC}traceability`]: [{ href }],
    });
    expect((await get(depsWith(), `/00/${SSCC}?linkType=gs1:traceability`)).status).toBe(200);
    expect((await get(depsWith(), `/00/${SSCC}?linkType=gs1:pip`)).status).toBe(404);
    expect((await get(depsWith(), "/00/106141412345678908", LINKSET)).status).toBe(404);
  });

  it("stops whoever scans one that was reported stolen, in both languages", async () => {
    const deps = depsWith();
    const container = async (sscc: string) => {
      const { found, ...rest } = await deps.records.container(sscc);
      return { ...rest, found: found && { ...found, stolenAt: "2026-05-01T08:00:00.000Z" } };
    };
    const stolen = { ...deps, records: { ...deps.records, container } };
    for (const [lang, words] of [
      ["en", "Stop. This container was reported stolen (2026-05-01)."],
      ["zh-CN", "请停止使用：此包装箱已报失窃（2026-05-01）。"],
    ] as const)
      expect((await get(stolen, `/00/${SSCC}?lang=${lang}`)).text.replace(/<\/?span[^>]*>/g, "")).toContain(words);
    expect((await get(stolen, `/00/${SSCC}?lang=en`)).text).toContain("Last held by Nordwind");
    expect((await get(stolen, `/00/${SSCC}?lang=zh-CN`)).text).toContain("最后由 Nordwind 持有");
    const { text } = await get(deps, `/00/${SSCC}`);
    expect(text).not.toContain("stolen");
    expect(text).toContain("Held by Nordwind");
  });
});
