import { getJob } from "@/lib/server/api/endpoints/jobs.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getJob);
