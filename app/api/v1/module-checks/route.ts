import { checkModulesNow } from "@/lib/server/api/endpoints/module-checks.ts";
import { preflight, serve } from "@/lib/server/api/serve.ts";

export const POST = serve(checkModulesNow);
export const OPTIONS = preflight;
