/** What a command says of a module beside the keys that have a place of their own: under the command's name, as it prints it. */

export type Further = Record<string, string[]>;

/** `Name : value` and `Name = value`; without a value it is a heading. The name begins with a letter or digit. */
export const NAMED_ROW = /^\s{0,60}([A-Za-z0-9][^:=]{0,60}?)\s{0,40}[:=][:=\s]{0,40}(.{0,400})$/;
/** The same of commands that indent what they say of a port. */
export const INDENTED_ROW = /^\s{1,60}([A-Za-z0-9][^:=]{0,60}?)\s{0,40}[:=][:=\s]{0,40}(.{0,400})$/;

/** A module prints each of its names a few times; a paste may repeat one as often as it likes. */
const MOST_OF_A_NAME = 64;

/** Adds one line; several lines of one name stay in their order. */
export function putFurther(module: { further?: Further }, name: string, value: string): void {
  module.further ??= {};
  const plain = name.trim().replace(/\s+/g, " ");
  const printed = Object.hasOwn(module.further, plain) ? module.further[plain]! : [];
  module.further[plain] = printed;
  if (printed.length < MOST_OF_A_NAME) printed.push(value.trim());
}

/** A line that a command did not print: it stands at the margin, and what follows is no longer the module's. */
export function standsApart(text: string): boolean {
  return /^[^\s\-=*]/.test(text);
}
