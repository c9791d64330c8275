import { getConsignment, handInConsignment } from "@/lib/server/api/endpoints/transfers.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getConsignment);
export const POST = serve(handInConsignment);
