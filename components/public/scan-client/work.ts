/** A look-up beyond the limit of its network: pays with a little work, and asks once more. Without this script the page says how long to wait. */
import { workDone } from "../work-done.ts";

const place = document.querySelector<HTMLElement>("[data-challenge]");
const challenge = place?.dataset.challenge;
const address = new URL(location.href);
const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
// Work that was just done and did not help will not help the next time either.
const isInVain = address.searchParams.has("work") && visit?.type === "navigate";

if (place && challenge && !isInVain) void pay(place, challenge);

async function pay(told: HTMLElement, challenge: string): Promise<void> {
  for (const waiting of document.querySelectorAll<HTMLElement>("[data-wait]")) waiting.hidden = true;
  told.hidden = false;
  const { answer } = await workDone(challenge);
  address.searchParams.set("work", `${challenge}.${answer}`);
  location.replace(address);
}
