import { containerLabel } from "@/lib/server/api/endpoints/labels.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(containerLabel);
