/** Where a member says that it works: two rules compare the places of scans with it. */
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { StockCounts } from "../../ports/stock-counts.ts";
import type { Actor } from "../actor.ts";
import type { Problem } from "../operation.ts";
import { mayHandle } from "./who-handles.ts";

/** @param text ISO 3166-1 alpha-2 codes with anything between them */
export async function setCountries(
  stock: Pick<StockCounts, "setCountries">,
  actor: Actor,
  text: string,
): Promise<Result<readonly string[], Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const countries = [
    ...new Set(
      text
        .toUpperCase()
        .split(/[^A-Z]+/)
        .filter((part) => part !== ""),
    ),
  ].sort();
  const wrong = countries.find((country) => country.length !== 2);
  if (wrong !== undefined)
    return refuse({
      code: "country-unknown",
      sentence: `${wrong.slice(0, 20)} is no country code; write two letters, such as DE or CN.`,
    });
  await stock.setCountries(actor.member, countries);
  return ok(countries);
}
