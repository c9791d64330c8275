/** Refusals for people: what is wrong, and what to do next. Programs read the code. */
import type { Refusal, RefusalCode } from "./refusal.ts";

/** The number of a recall or a transfer, which tells a person nothing. */
const BARE_ID = /^[0-9a-f]{32}$/;

/** One or two English sentences; ends with the detail, where there is one that a person can read. */
export function sentenceOf(refusal: Refusal): string {
  const about = refusal.subject === undefined ? "" : ` (${refusal.subject})`;
  const [what, next] = SENTENCES[refusal.code];
  const detail = refusal.detail === undefined || BARE_ID.test(refusal.detail) ? "" : ` [${refusal.detail}]`;
  return `${what}${about}. ${next}.${detail}`;
}

/** The code of a sentence that `sentenceOf` wrote: a read model keeps the sentence alone. `null` for any other text. */
export function refusalCodeOf(sentence: string): RefusalCode | null {
  const found = Object.entries(SENTENCES).find(([, [what, next]]) => {
    if (!sentence.startsWith(what)) return false;
    const rest = sentence.slice(what.length);
    return rest.startsWith(`. ${next}.`) || (rest.startsWith(" (") && rest.includes(`). ${next}.`));
  });
  return found ? (found[0] as RefusalCode) : null;
}

const LOOK_AGAIN = "Load it again and decide on what it says now";
const ASK_HOLDER = "Ask its holder to do it, or take it over by a transfer first";

const SENTENCES: Readonly<Record<RefusalCode, readonly [what: string, next: string]>> = {
  malformed: [
    "The event does not have the form that the rules ask for",
    "Correct what the detail names and send it again",
  ],
  "other-network": ["This ledger keeps another network", "Check the network id, and which server you are connected to"],
  "subjects-mismatch": ["The event does not list exactly what it changes", "Write it anew from the current state"],
  "contents-mismatch": ["The list of things is not the one that was signed", "Write the event anew with the full list"],
  "stale-subject": ["Somebody else recorded something about this first", LOOK_AGAIN],
  "signature-invalid": ["A signature does not fit the event", "Sign the event again with the key of that certificate"],
  "signature-missing": ["A signature is missing", "Have this member sign the event"],
  "certificate-invalid": [
    "A certificate is not right",
    "Use a certificate that a root of the member issued and that is valid today",
  ],
  "member-unknown": ["There is no such active member", "Check the member id, or have the member admitted first"],
  "member-not-active": ["The member is suspended", "Ask the other members to lift the suspension"],
  "role-missing": ["The member does not have the role for this", "Ask a majority of the members for the role"],
  "majority-missing": ["Too few members agree", "Collect signatures of more than half of the active members"],
  "already-founded": ["The network exists already", "Ask one of its members to admit you"],
  "already-admitted": ["The member was admitted before", "Change its profile instead, or choose another member id"],
  "settings-not-own": ["Only the member itself may set this", "Ask the member to change it"],
  "vendor-name-not-yours": [
    "The vendor name is not one of yours",
    "Ask a majority of the members to add it to your profile",
  ],
  "gtin-not-yours": [
    "The GTIN is not under one of your GS1 prefixes",
    "Check the GTIN, or have the prefix added to your profile",
  ],
  "sscc-not-yours": [
    "The SSCC is not under one of your GS1 prefixes",
    "Use a number of yours, or have the prefix added to your profile",
  ],
  "already-declared": ["The product was declared before", "Use it, or declare another revision"],
  "product-unknown": ["You have not declared this product", "Declare the product first"],
  "lot-unknown": ["There is no such lot", "Check the lot number, or register the lot first"],
  "lot-not-yours": ["The lot belongs to another maker", "Ask its maker"],
  "already-registered": [
    "A lot with this number was registered before",
    "Choose another lot number; numbers are never used twice",
  ],
  "lot-not-registered": [
    "The lot was released or withdrawn before",
    "Nothing is left to decide; register a new lot if you need one",
  ],
  "lot-not-released": ["The lot is not released", "Have the lot released before its modules move"],
  "approvers-missing": ["Release approvers are missing", "Have another approver sign with a certificate of its own"],
  "birth-missing": ["The module has no event yet, and its birth is not shown", "Add its birth from the lot's manifest"],
  "birth-invalid": ["The lot does not vouch for this module", "Take leaf and path from the lot's own manifest"],
  "thing-unknown": ["There is no such module or container", "Check the code or number and scan it again"],
  "not-the-holder": ["Another member holds this", ASK_HOLDER],
  "not-top-level": ["It is inside a container", "Unpack it from there first, or choose the outermost container"],
  "already-offered": ["It is offered in a transfer", "Wait for the answer, or withdraw the transfer"],
  "already-sold": ["It was sold to somebody outside the network", "Record its return first"],
  "not-in-container": ["It is not directly inside this container", LOOK_AGAIN],
  "container-not-top-level": ["The container is inside another one", "Unpack it from there first"],
  "container-emptied": [
    "The container was emptied and is closed for ever",
    "Pack anew under the next number of its SSCC",
  ],
  "container-number": ["The last use of this SSCC is not over", "Unpack the container that carries the number now"],
  "receiver-unknown": ["The receiver is not an active member", "Check the receiver, or have it admitted first"],
  "receiver-is-giver": ["Giver and receiver are the same member", "Choose another receiver"],
  "transfer-known": [
    "There is a transfer with this id already",
    "Look at that transfer, or offer again under a new id",
  ],
  "transfer-unknown": ["There is no such transfer", "Check the transfer's id"],
  "transfer-not-open": ["The transfer was answered before", LOOK_AGAIN],
  "transfer-expired": ["The offer has expired", "Ask the giver to offer again"],
  "not-the-receiver": ["The transfer was offered to another member", "Only its receiver may answer it"],
  "not-the-giver": [
    "The offer still stands, and only its giver may withdraw it now",
    "Decline it, or wait until it expires",
  ],
  "exception-invalid": [
    "An exception does not name the way down to a thing of this transfer",
    "Scan the thing and its containers again",
  ],
  "expiry-in-past": ["The offer would have expired already", "Choose a later time"],
  "label-key-invalid": ["This is no label key", "Give an Ed25519 or P-256 public key, and a validity that is not over"],
  "label-key-known": ["The label key was declared before", "Use it, or declare another key"],
  "label-key-unknown": ["There is no such label key", "Check the key id, or declare the key first"],
  "label-key-not-yours": ["The label key belongs to another maker", "Name a key of your own"],
  "label-key-revoked": ["The label key was revoked", "Sign the labels with another key"],
  "label-key-not-valid": ["The label key is not valid today", "Sign the labels with a key that is"],
  "quota-exceeded": ["The label key may not sign that many labels more", "Declare another key with its own quota"],
  "label-known": ["The new label is in use already", "Make a label with a fresh code"],
  "label-not-current": ["This is not the module's current label", LOOK_AGAIN],
  "label-void": ["The label was voided or replaced before", LOOK_AGAIN],
  "claim-invalid": [
    "The claim does not prove the covered secret and the buyer's key",
    "Uncover the label again and make a fresh claim",
  ],
  "not-activatable": ["The module's label has no covered secret", "Nothing is left to activate"],
  "already-activated": ["The module was activated before", "If that was not you, ask its maker what happened"],
  "lot-withdrawn": ["The lot was withdrawn before its release", "Nothing of it is on the market"],
  recalled: ["It is recalled", "Keep it where it is, and ask its maker what to do with it"],
  "recall-known": ["There is a recall with this id already", "Look at that recall, or recall again under a new id"],
  "recall-unknown": ["No such recall is open", LOOK_AGAIN],
  "recall-invalid": [
    "The recall does not fit what it calls back",
    "Correct the places in the lot, or lift an old recall",
  ],
  "approver-not-other": ["A member cannot approve for itself", "Have another active member sign"],
  "path-invalid": ["The containers that are named do not lead to it", "Scan the thing and its containers again"],
  stolen: ["It is reported stolen", "Record that it was recovered first"],
  "not-stolen": ["It is not reported stolen", "Nothing is left to recover"],
  scrapped: ["It was scrapped", "Undo the scrapping within ten days, or use another module"],
  "not-scrapped": ["The scrapping is not in force", LOOK_AGAIN],
  "scrapping-final": ["The scrapping cannot be undone any more", "Use another module"],
  installed: ["It is installed", "Record its removal first"],
  "not-installed": ["It is not installed", "Nothing is left to remove"],
  "not-sold": ["It was not sold to somebody outside the network", "Take it over by a transfer"],
  "not-the-seller": ["Another member sold it", "Only its seller or its maker takes it back"],
  "correction-invalid": [
    "The correction does not show an event of your own that speaks of this",
    "Take the event and its list as they are recorded",
  ],
};
