/** Loaded first into every child: when the supervisor is killed its channel closes, and the child must not live on alone. */
process.on("disconnect", () => process.exit(0));

// Whoever read our lines may go first; a line that nobody reads must not end a process that serves.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
