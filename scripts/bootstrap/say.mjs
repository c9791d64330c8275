/** Words on the terminal before anything of ours is installed: plain lines, no colours needed to read them. */

/** A wrong setting or a missing thing that a person can put right; shown as one line, never with a stack. */
export class Stop extends Error {}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs `main`; a `Stop` becomes one line and exit code 2, anything else keeps its stack.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (fault) {
    process.stderr.write(fault instanceof Stop ? `truelane: ${fault.message}\n` : `${fault?.stack ?? fault}\n`);
    process.exitCode = 2;
  }
}
