/** The script behind the covered code: finds the module by the public key, activates once, and lets the same buyer come back. */
import { activationKeyOf, activationSeedOf, parseSecret, type Secret } from "../../../lib/domain/label/secret.ts";
import { type Answer, offerFor, sendClaim, sendProof } from "./ask.ts";
import { allKept, type Kept, keptFor, keyFor } from "./buyer-keys.ts";
import { part, say, show, showModule, showVerdict, words } from "./page.ts";

const typed = part<HTMLFormElement>("typed");
const box = typed.querySelector("input");

typed.onsubmit = (event) => {
  event.preventDefault();
  open(box?.value ?? "", true);
};
part("print").onclick = () => print();
keepLanguageLink();
// Another code in the same tab loads nothing by itself. A page read anew shows nothing of the former module, nor a late answer about it.
addEventListener("hashchange", () => location.reload());
if (location.hash.length > 1) open(decoded(location.hash.slice(1)), false);
else askForCode();

/** A code that was scanned or typed. What is none is said, and never sent anywhere. */
function open(text: string, byHand: boolean): void {
  const secret = parseSecret(text);
  part("typed-fault").textContent = secret.ok || !byHand ? "" : words.notSecret;
  if (!secret.ok) {
    if (!byHand) say(words.notSecretTitle, words.notSecret);
    askForCode();
    return;
  }
  show("typed", false);
  show("mine", false);
  void guarded(() => begin(secret.value));
}

async function begin(secret: Secret): Promise<void> {
  say(words.looking, "");
  const door = activationKeyOf(secret);
  const answer = await offerFor(door);
  showModule(answer);
  const { offer } = answer;
  if (!offer) return showVerdict(answer);
  const kept = keptFor(localStorage, offer.module);
  if (answer.activation && kept) return comeBack(kept, answer);
  if (!offer.activatable) return showStop(answer);
  say(words.ready, words.readyText, words.readyOnce);
  show("offer");
  show("offer-hint");
  part("activate").onclick = () => void guarded(() => activate(door, secret, answer));
}

/** Green only once the ledger has it: until then the page says that it is waiting. */
async function activate(door: string, secret: Secret, { offer, module }: Answer): Promise<void> {
  if (!offer) return;
  show("offer", false);
  show("offer-hint", false);
  say(words.sending, words.sendingText);
  const about = {
    module: offer.module,
    door,
    serialNumber: module?.serialNumber ?? "",
    partNumber: module?.partNumber ?? "",
  };
  const kept = keyFor(localStorage, about, (bytes) => crypto.getRandomValues(bytes));
  const waiting = (what: "pending" | "working") => say(words.sending, words[what]);
  const answer = await sendClaim(door, offer, activationSeedOf(secret), kept, waiting);
  if (answer.outcome === "pending") return say(words.notYet, words.notYetText);
  if (answer.outcome === "claim-invalid" || answer.outcome === "ledger-silent")
    return say(words.refused, answer.outcome === "ledger-silent" ? words.ledgerSilent : words.invalid);
  settle(kept, answer);
}

async function comeBack(kept: Kept, { offer }: Answer): Promise<void> {
  if (!offer) return;
  say(words.proving, "");
  settle(kept, await sendProof(kept.door, offer, kept, () => say(words.proving, words.working)));
}

function settle(kept: Kept, answer: Answer): void {
  if (answer.verdict.code !== "V4") showStop(answer);
  else showYours(kept, answer);
}

function showYours(kept: Kept, answer: Answer): void {
  showVerdict(answer);
  // Its work is done: what lies in the history of a browser may be read by whoever uses it next.
  history.replaceState(null, "", location.pathname + location.search);
  show("receipt");
  part("entry").textContent = answer.receipt ? words.entry.replace("{index}", String(answer.receipt.index)) : "";
  part("save").onclick = () => save(kept, answer);
}

/** Somebody else was first, or there is a stop: with a way to say that it was not so. */
function showStop(answer: Answer): void {
  showVerdict(answer);
  if (answer.verdict.code !== "V5") return;
  show("dispute");
  const link = part<HTMLAnchorElement>("dispute-link");
  const language = new URLSearchParams(location.search).get("lang");
  if (answer.offer)
    link.search = new URLSearchParams({
      label: answer.offer.module.slice("module/".length),
      ...(language && { lang: language }),
    }).toString();
}

/** What the buyer keeps: the answer, and the key that proves the same again on another device. */
function save(kept: Kept, { status: _, ...answer }: Answer): void {
  const text = JSON.stringify({ is: "TrueLane activation receipt", key: kept, answer }, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `truelane-${kept.serialNumber || "module"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Nothing was scanned: a typed code, or a module that was activated on this device before. */
function askForCode(): void {
  show("typed");
  const mine = kept();
  show("mine", mine.length > 0);
  part("list").replaceChildren(...mine.map(lineOf));
}

function lineOf(kept: Kept): HTMLLIElement {
  const line = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain";
  button.textContent = `${kept.serialNumber} · ${kept.partNumber}`;
  button.onclick = () => void guarded(() => again(kept));
  line.append(button);
  return line;
}

async function again(kept: Kept): Promise<void> {
  show("typed", false);
  show("mine", false);
  say(words.proving, "");
  const answer = await offerFor(kept.door);
  showModule(answer);
  return answer.activation && answer.offer ? comeBack(kept, answer) : showVerdict(answer);
}

function kept(): Kept[] {
  try {
    return allKept(localStorage);
  } catch {
    return [];
  }
}

/** A lost connection is no answer: whoever sent a claim sends the very same one again. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    say(words.lost, fault instanceof TypeError ? words.lostText : words.noStorage);
    show("offer", part("activate").onclick !== null);
  }
}

/** The other language opens the same page: what stands after # is the browser's to carry along. */
function keepLanguageLink(): void {
  const link = document.querySelector<HTMLAnchorElement>("a.lang");
  if (link) link.hash = location.hash;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
