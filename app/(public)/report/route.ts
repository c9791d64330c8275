import { reportDoor } from "@/lib/server/public-forms.ts";

export const dynamic = "force-dynamic";
export { reportDoor as GET, reportDoor as HEAD, reportDoor as POST };
