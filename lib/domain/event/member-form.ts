/** The form of a member's profile, as founding, admission and changes carry it. */
import type { MemberProfile } from "./event.ts";
import { bytes, distinct, type FormsOf, list, matching, memberId, object, oneOf, optional, text } from "./form.ts";
import { LIMITS } from "./limits.ts";

const BASE_URL = new RegExp(`^https?://[A-Za-z0-9.:\\[\\]-]{1,${LIMITS.text.baseUrl}}$`);

/** The fields that an operator may set later. */
export const SETTING_FORMS = {
  name: text(LIMITS.text.name),
  roles: distinct(list(oneOf("maker", "distributor", "operator", "auditor"), 4)),
  roots: distinct(list(bytes(LIMITS.certificateBytes), LIMITS.roots)),
  vendorNames: distinct(list(text(LIMITS.text.vendorName), LIMITS.vendorNames)),
  gs1Prefixes: distinct(list(matching(/^[0-9]{4,12}$/, "a GS1 company prefix of 4 to 12 digits"), LIMITS.gs1Prefixes)),
  mspId: matching(new RegExp(`^[A-Za-z0-9.-]{1,${LIMITS.text.mspId}}$`), "an MSP id"),
  baseUrl: matching(BASE_URL, "an address https://host"),
  contact: text(LIMITS.text.contact),
  releaseApprovers: oneOf(1, 2),
};

const PROFILE_FORMS: FormsOf<MemberProfile> = {
  ...SETTING_FORMS,
  member: memberId,
  vendorNames: optional(SETTING_FORMS.vendorNames),
  gs1Prefixes: optional(SETTING_FORMS.gs1Prefixes),
  mspId: optional(SETTING_FORMS.mspId),
  baseUrl: optional(SETTING_FORMS.baseUrl),
  contact: optional(SETTING_FORMS.contact),
};

export const profileForm = object(PROFILE_FORMS);
