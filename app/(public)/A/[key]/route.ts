import { publicHandler } from "@/lib/server/public-handler.ts";

export const dynamic = "force-dynamic";
export { publicHandler as GET, publicHandler as HEAD, publicHandler as OPTIONS, publicHandler as POST };
