/** Loaded first into every child: when the supervisor is killed its channel closes, and the child must not live on alone. */
process.on("disconnect", () => process.exit(0));
