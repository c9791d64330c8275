"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { auth } from "@/lib/server/auth.ts";
import { assertSameOrigin } from "@/lib/server/same-origin.ts";

export async function signOut(): Promise<void> {
  await assertSameOrigin();
  await auth().api.signOut({ headers: await headers() });
  redirect("/sign-in");
}
