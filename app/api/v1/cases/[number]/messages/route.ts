import { addCaseMessage } from "@/lib/server/api/endpoints/alerts.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(addCaseMessage);
