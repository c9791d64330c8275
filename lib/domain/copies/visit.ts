/** Somebody looked a label up: what is kept of it for 30 days, and no more (trust.md sections 7 and 12). */
import type { Time } from "../event/event.ts";

/** A circle on the map, for speeds only; never closer than half a degree. */
export type Spot = { readonly latitude: number; readonly longitude: number; readonly withinKm: number };

/** `country`: ISO 3166-1 alpha-2, upper case; `region`: as the proxy names it. */
export type CoarsePlace = {
  readonly country: string;
  readonly region: string | null;
  readonly spot: Spot | null;
};

/** One device's look-ups of one label within one session: reloads and network retries are in it, not beside it. */
export type Visit = {
  readonly id: string;
  /** Pseudonym of the device for this label alone: two labels never share one. */
  readonly visitor: string;
  /** The first request. */
  readonly at: Time;
  /** `null`: nobody whom we trust told us. */
  readonly place: CoarsePlace | null;
  /** By the custody parties' own people: signed in, or from their network. */
  readonly inside: boolean;
  /** From a private network: the installation's own house, as far as anybody can tell. */
  readonly near: boolean;
};

/** Milliseconds since 1970, for differences only. */
export function msOf(time: Time): number {
  return Date.parse(time);
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Great-circle distance, haversine on a sphere of 6371 km: good to 0.5 %, which is finer than the places are. */
export function kilometresBetween(one: Spot, other: Spot): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const a =
    half(rad(other.latitude - one.latitude)) +
    Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * half(rad(other.longitude - one.longitude));
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(a)));
}
