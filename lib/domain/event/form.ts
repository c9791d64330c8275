/** Forms of signed JSON: each says what is wrong with a value and where, or nothing. Unknown names are refused. */
import { bytesOfBase64Url } from "../bytes/base64url.ts";
import { parseDay, parseTime } from "../time.ts";
import type { Json } from "./canonical-json.ts";
import { isStrictlyAscending } from "./order.ts";
import { isPlainText } from "./plain-text.ts";
import { type ParsedSubject, parseSubject } from "./subject.ts";

/** What is wrong with `value`, which stands at `where`; `undefined` when it has the form. */
export type Form = (value: Json, where: string) => string | undefined;
export type OptionalForm = { readonly mayBeAbsent: Form };
/** One form for each member of `T`, marked where `T` lets it be absent: a forgotten field does not compile. */
export type FormsOf<T> = { readonly [N in keyof T]-?: object extends Pick<T, N> ? OptionalForm : Form };

export const optional = (mayBeAbsent: Form): OptionalForm => ({ mayBeAbsent });

/** Exactly these names. */
export function object(forms: Readonly<Record<string, Form | OptionalForm>>): Form {
  return (value, where) => {
    if (!isObject(value)) return `${where} is not an object`;
    for (const name of Object.keys(value))
      if (!Object.hasOwn(forms, name)) return `${where} has an unknown member ${name}`;
    for (const [name, form] of Object.entries(forms)) {
      const member = value[name];
      if (member === undefined && typeof form === "function") return `${where}.${name} is missing`;
      if (member === undefined) continue;
      const complaint = (typeof form === "function" ? form : form.mayBeAbsent)(member, `${where}.${name}`);
      if (complaint !== undefined) return complaint;
    }
    return undefined;
  };
}

/** At least one entry: where a list may be empty it is absent instead. */
export function list(entry: Form, most: number, least = 1): Form {
  return (value, where) => {
    if (!isList(value)) return `${where} is not a list`;
    if (value.length < least || value.length > most)
      return `${where} has ${value.length} entries, not ${least} to ${most}`;
    return firstComplaint(value, (one, at) => entry(one, `${where}[${at}]`));
  };
}

/** A list whose entries, by the text that `keyOf` takes from each, are sorted and never twice. */
export function sorted(form: Form, keyOf: (entry: Json) => string): Form {
  return (value, where) =>
    form(value, where) ??
    (isList(value) && isStrictlyAscending(value.map(keyOf))
      ? undefined
      : `${where} is not sorted, or names something twice`);
}

/** A list of different texts; their order is meaning. */
export function distinct(form: Form): Form {
  return (value, where) =>
    form(value, where) ??
    (isList(value) && new Set(value).size === value.length ? undefined : `${where} names something twice`);
}

/** Names of our own choosing, each with a value of one form; at least one. */
export function record(name: Form, member: Form, most: number): Form {
  return (value, where) => {
    if (!isObject(value)) return `${where} is not an object`;
    const members = Object.entries(value);
    if (members.length === 0 || members.length > most)
      return `${where} has ${members.length} members, not 1 to ${most}`;
    return firstComplaint(
      members,
      ([key, one]) => name(key, `a name in ${where}`) ?? member(one ?? null, `${where}.${key}`),
    );
  };
}

export function text(longest: number): Form {
  return (value, where) =>
    typeof value === "string" && isPlainText(value, longest)
      ? undefined
      : `${where} is not one line of 1 to ${longest} characters without control characters`;
}

export function matching(pattern: RegExp, what: string): Form {
  return (value, where) => (typeof value === "string" && pattern.test(value) ? undefined : `${where} is not ${what}`);
}

export function oneOf(...values: readonly Json[]): Form {
  return (value, where) => (values.includes(value) ? undefined : `${where} is not one of ${values.join(", ")}`);
}

export function integer(least: number, most: number): Form {
  return (value, where) =>
    typeof value === "number" && value >= least && value <= most
      ? undefined
      : `${where} is not between ${least} and ${most}`;
}

export function either(form: Form, ...others: readonly Form[]): Form {
  return (value, where) => (others.some((other) => other(value, where) === undefined) ? undefined : form(value, where));
}

/** Base64url of at most so many bytes. */
export function bytes(most: number, least = 1): Form {
  return (value, where) => {
    const read = typeof value === "string" ? bytesOfBase64Url(value) : undefined;
    return read?.ok && read.value.length >= least && read.value.length <= most
      ? undefined
      : `${where} is not base64url of ${least} to ${most} bytes`;
  };
}

export function subject(...kinds: readonly ParsedSubject["is"][]): Form {
  return (value, where) => {
    const parsed = typeof value === "string" ? parseSubject(value) : undefined;
    return parsed?.ok && (kinds.length === 0 || kinds.includes(parsed.value.is))
      ? undefined
      : `${where} is not the subject of a ${kinds.join(" or ") || "thing"}`;
  };
}

export const hash = matching(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");
export const id16 = matching(/^[0-9a-f]{32}$/, "32 lower-case hexadecimal digits");
export const memberId = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, "a member id");
export const nothing: Form = (value, where) => (value === null ? undefined : `${where} is not null`);
export const time: Form = (value, where) =>
  typeof value === "string" && parseTime(value).ok ? undefined : `${where} is not a time YYYY-MM-DDTHH:mm:ss.sssZ`;
export const day: Form = (value, where) =>
  typeof value === "string" && parseDay(value).ok ? undefined : `${where} is not a day YYYY-MM-DD`;

/** The text of a named member, for lists that are sorted by it. */
export function memberText(value: Json, name: string): string {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === "string" ? member : "";
}

export function isObject(value: Json): value is { readonly [name: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function firstComplaint<T>(entries: readonly T[], complaintOf: (entry: T, at: number) => string | undefined) {
  for (const [at, entry] of entries.entries()) {
    const complaint = complaintOf(entry, at);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}
