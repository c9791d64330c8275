/**
 * A maker gives a module a new label: new code, and a new secret where the module has one. They are durable in a print pack of their own
 * before the ledger hears of them, and nowhere else; a later try under the same name writes over what an earlier one left.
 */
import { codeOfBytes, labelIdOf, shortCodeOfBytes } from "../../domain/label/code.ts";
import { secretOfBytes } from "../../domain/label/secret.ts";
import { ok } from "../../domain/result.ts";
import type { Written } from "../desk.ts";
import { replacementPack } from "../label-packs.ts";
import { byPerson, problem, type Verb } from "../verb.ts";
import { NO_LABELS } from "./label-shop.ts";

export const replaceLabel: Verb<"replace-label"> = async ({ item, reason }, desk) => {
  const { labels, random } = desk.deps;
  if (!labels) return NO_LABELS;
  const resolved = await desk.resolve([item], "/item");
  if (!resolved.ok) return resolved;
  const [module] = resolved.value;
  if (module?.is !== "module") return problem("item-invalid", "A carton has no such label. Name a module.", "/item");
  const state = await desk.state(module.subject);
  const known = state?.is === "module" ? state : undefined;
  const birth = (await desk.deps.items.birthsOf([module.label])).get(module.label);
  const lot = await desk.state(module.lot);
  if (lot?.is === "lot" && lot.status === "registered")
    return problem(
      "replaced-after-release",
      "The lot is not released, and until then a label cannot be replaced. Count the misprint as spoiled paper and print the label again, with the same code.",
      "/item",
    );
  const gtin = lot?.is === "lot" ? await labels.book.gtinOf(lot.product) : undefined;
  const code = (gtin ? shortCodeOfBytes : codeOfBytes)(random.bytes(16));
  const covered = (known ? known.activation : (birth?.leaf.activation ?? null)) !== null;
  const secret = covered ? secretOfBytes(random.bytes(16)) : undefined;
  const labelKey = lot?.is === "lot" ? lot.labelKey : undefined;
  const event: Written = {
    fact: {
      kind: "label-replaced",
      module: module.subject,
      label: known?.label ?? module.label,
      replacement: {
        label: labelIdOf(code),
        activation: secret === undefined ? null : labels.activationKeyOf(secret),
        ...(labelKey !== undefined && { labelKey }),
      },
      reason,
    },
    signedBy: byPerson(desk.actor),
  };
  // What the rule book refuses must not write over a label that still waits for its printer.
  const possible = await desk.preview(event);
  if (!possible.ok) return possible;
  await labels.packs.write(replacementPack(module.label), [
    { index: 0, code, serialNumber: module.name, ...(secret !== undefined && { secret }) },
  ]);
  const written = await desk.write(event);
  return written.ok ? ok({ module: module.label, label: labelIdOf(code) }) : written;
};
