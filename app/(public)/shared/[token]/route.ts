import { sharedDoor } from "@/lib/server/public-forms.ts";

export const dynamic = "force-dynamic";
export { sharedDoor as GET };
