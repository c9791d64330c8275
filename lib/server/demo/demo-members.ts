import "server-only";

/** The invented organisations of the demo and their people. */
import { randomBytes } from "node:crypto";
import type { MemberRole } from "../../domain/event/event.ts";
import { type AppRole, SCOPES, type Scope } from "../../usecases/actor.ts";
import { OSFP_DR4, SFP_SR } from "./sample-modules.ts";

export type DemoMember = {
  readonly member: string;
  readonly name: string;
  readonly roles: readonly MemberRole[];
  readonly vendorNames?: readonly string[];
  readonly gs1Prefixes?: readonly string[];
  readonly contact: string;
  /** The first person may do everything, so that one account shows the whole product. */
  readonly people: readonly { readonly name: string; readonly mailbox: string; readonly roles: readonly AppRole[] }[];
  readonly scopes: readonly Scope[];
};

const EVERYTHING: readonly AppRole[] = ["admin", "registrar", "release-approver", "label-officer", "shipper"];

/** The first one founds the network. 952 is the GS1 prefix for demonstrations. */
export const DEMO_MEMBERS = [
  {
    member: "lumen-optics",
    name: "Lumen Optics",
    roles: ["maker"],
    vendorNames: ["LUMEN OPTICS", SFP_SR.product.vendorName, OSFP_DR4.product.vendorName],
    gs1Prefixes: ["9521000"],
    contact: "quality@lumen-optics.example",
    people: [
      { name: "Ada Lindqvist", mailbox: "ada", roles: EVERYTHING },
      { name: "Wen Mei", mailbox: "mei", roles: ["registrar", "release-approver"] },
      { name: "Sam Okoro", mailbox: "sam", roles: ["viewer"] },
    ],
    scopes: SCOPES,
  },
  {
    member: "harbor-supply",
    name: "Harbor Supply",
    roles: ["distributor"],
    gs1Prefixes: ["9522000"],
    contact: "desk@harbor-supply.example",
    people: [
      { name: "Bo Larsen", mailbox: "bo", roles: ["admin", "shipper", "label-officer"] },
      { name: "Ines Prado", mailbox: "ines", roles: ["shipper"] },
    ],
    scopes: ["read", "containers:write", "transfers:write", "sales:write", "labels:read"],
  },
  {
    member: "northgrid",
    name: "Northgrid Operations",
    roles: ["operator", "auditor"],
    contact: "noc@northgrid.example",
    people: [{ name: "Kai Moana", mailbox: "kai", roles: ["admin", "shipper"] }],
    scopes: ["read", "transfers:write"],
  },
] as const satisfies readonly DemoMember[];

export function emailOf(member: DemoMember, mailbox: string): string {
  return `${mailbox}@${member.member}.example`;
}

/** 20 characters without those that are read wrongly. */
export function randomPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  // 248 is the largest multiple of 31 below 256: beyond it some letters would come more often.
  const text = [...randomBytes(64)].filter((byte) => byte < 248).map((byte) => letters[byte % 31]);
  return [0, 5, 10, 15].map((from) => text.slice(from, from + 5).join("")).join("-");
}
