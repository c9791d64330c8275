/**
 * What is asked for is kept in the journal for ever; whoever reads it must not be able to print labels. So codes, links and payloads become
 * label ids before anything is written down (design.md section 6). Serial numbers, SSCCs and label ids stay as they were typed.
 */
import { scannedLabel } from "../domain/label/scanned-label.ts";
import type { Command } from "./commands.ts";

export function withoutCodes(command: Command): Command {
  return {
    ...command,
    ...("items" in command && command.items && { items: command.items.map(named) }),
    ...("item" in command && { item: named(command.item) }),
    ...("except" in command &&
      command.except && { except: command.except.map((one) => ({ ...one, item: named(one.item) })) }),
  } as Command;
}

function named(text: string): string {
  return scannedLabel(text) ?? text;
}
