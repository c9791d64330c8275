import { requestConsignment } from "@/lib/server/api/endpoints/transfers.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(requestConsignment);
