/** The place that a trusted proxy writes into headers, made coarse before anybody else sees it. */
import type { Spot } from "../../domain/copies/visit.ts";
import type { HeaderOf, Place } from "../../ports/place.ts";

/** Header names in lower case; without `country` no place is known. */
export type PlaceHeaders = {
  readonly country?: string;
  readonly region?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  /** Radius in km around the spot in which the asker is. */
  readonly accuracy?: string;
};

/** ISO 3166-1 alpha-2; `XX` and `T1` are how proxies say unknown and Tor. */
const COUNTRY = /^(?!XX|ZZ)[A-Z]{2}$/;
/** Half a degree: about 55 km, and half of that is what rounding can be wrong by. */
const GRID = 2;
const ROUNDED_BY_KM = 40;

export function openPlace(headers: PlaceHeaders): Place {
  return {
    of(header) {
      const read = (name: string | undefined) => (name === undefined ? undefined : header(name)?.trim());
      const country = read(headers.country)?.toUpperCase();
      if (!country || !COUNTRY.test(country)) return null;
      return { country, region: regionOf(read(headers.region)), spot: spotOf(headers, header) };
    },
  };
}

/** Names of provinces and cities; whatever else stands there is not shown to anybody. */
function regionOf(text: string | undefined): string | null {
  return text && /^[\p{L}\p{M}0-9 .,'’()-]{1,60}$/u.test(text) ? text : null;
}

/** Without a radius nobody can say how far apart two places surely are. */
function spotOf(headers: PlaceHeaders, header: HeaderOf): Spot | null {
  const number = (name: string | undefined) => Number((name && header(name)?.trim()) || Number.NaN);
  const latitude = number(headers.latitude);
  const longitude = number(headers.longitude);
  const accuracy = number(headers.accuracy);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracy >= 0)) return null;
  const coarse = (degrees: number) => Math.round(degrees * GRID) / GRID;
  return {
    latitude: coarse(latitude),
    longitude: coarse(longitude),
    withinKm: Math.min(20_000, Math.round(accuracy) + ROUNDED_BY_KM),
  };
}
