import { replacementFile } from "@/lib/server/api/endpoints/label-changes.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(replacementFile);
