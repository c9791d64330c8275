/** Next calls this once when the web process starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { answerSupervisor } = await import("./lib/server/metrics/process-metrics.ts");
  answerSupervisor("web");
}
