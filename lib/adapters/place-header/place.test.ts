import { describe, expect, it } from "vitest";
import { openPlace } from "./place.ts";

const place = openPlace({
  country: "x-country",
  region: "x-region",
  latitude: "x-lat",
  longitude: "x-lon",
  accuracy: "x-radius",
});
const of = (headers: Record<string, string>) => place.of((name) => headers[name]);

describe("the place of a request", () => {
  it("is the country and region that the proxy names", () => {
    expect(of({ "x-country": "de", "x-region": "Sachsen" })).toEqual({ country: "DE", region: "Sachsen", spot: null });
  });

  it("is unknown without a country, and for a country that is none", () => {
    for (const country of [undefined, "", "XX", "T1", "Germany", "D<"])
      expect(of(country === undefined ? {} : { "x-country": country })).toBeNull();
    expect(openPlace({}).of(() => "DE")).toBeNull();
  });

  it("is never finer than half a degree", () => {
    const spot = of({ "x-country": "DE", "x-lat": "51.0504", "x-lon": "13.7373", "x-radius": "10" })?.spot;
    expect(spot).toEqual({ latitude: 51, longitude: 13.5, withinKm: 50 });
  });

  it("has no spot without a radius, and no region that is no name", () => {
    expect(of({ "x-country": "DE", "x-lat": "51", "x-lon": "13" })?.spot).toBeNull();
    expect(of({ "x-country": "DE", "x-region": "<script>" })?.region).toBeNull();
  });
});
