/** Names inside certificates, for the eye (RFC 4514, in the order of the certificate). Never compared: bytes are. */
import { hexOf } from "../bytes/hex.ts";
import { textOfUtf8 } from "../bytes/utf8.ts";
import { type Der, elementsOf, expectTag, TAG } from "./der.ts";

const SHORT: Readonly<Record<string, string>> = {
  "550403": "CN",
  "550405": "SERIALNUMBER",
  "550406": "C",
  "550407": "L",
  "550408": "ST",
  "55040a": "O",
  "55040b": "OU",
};

export function nameText(name: Der): string {
  return elementsOf(name)
    .flatMap((set) => elementsOf(expectTag(set, TAG.set, "part of a name")))
    .map(attributeText)
    .join(", ");
}

function attributeText(attribute: Der): string {
  const [type, value] = elementsOf(expectTag(attribute, TAG.sequence, "part of a name"));
  const oid = hexOf(expectTag(type, TAG.oid, "part of a name").content);
  return `${SHORT[oid] ?? oid}=${value ? valueText(value) : ""}`;
}

function valueText({ tag, content }: Der): string {
  const known = tag === TAG.utf8String || tag === TAG.printableString || tag === TAG.ia5String;
  const text = known ? textOfUtf8(content) : undefined;
  return text?.ok ? text.value.replace(/[,+"\\<>;=]/g, "\\$&") : `#${hexOf(content)}`;
}
