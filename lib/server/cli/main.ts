import "server-only";

/** `truelane COMMAND …`: finds the command, prints its outcome, sets the exit code. Exit 0 good, 1 a negative answer, 2 wrong use or failure. */
import { parseArgs } from "node:util";
import { BackupRefused } from "../backup/contents.ts";
import { UnreadableCapture } from "../capture-file.ts";
import { BadSettings } from "../env.ts";
import { closePool } from "../pool.ts";
import { type Command, failed, type Outcome, WrongUse } from "./command.ts";

const COMMANDS = {
  admit: async () => (await import("./admit.ts")).admit,
  audit: async () => (await import("./audit.ts")).audit,
  backup: async () => (await import("./backup.ts")).backup,
  block: async () => (await import("./block.ts")).block,
  check: async () => (await import("./check.ts")).check,
  decode: async () => (await import("./decode.ts")).decode,
  doctor: async () => (await import("./doctor.ts")).doctor,
  "member-request": async () => (await import("./member-request.ts")).memberRequest,
  restore: async () => (await import("./restore.ts")).restore,
  seed: async () => (await import("./seed.ts")).seed,
  "verify-log": async () => (await import("./verify-log.ts")).verifyLog,
} satisfies Record<string, () => Promise<Command>>;
type Name = keyof typeof COMMANDS;

const EXIT_CODES = { good: 0, negative: 1, failed: 2 } as const satisfies Record<Outcome["exit"], number>;

const [name, ...rest] = process.argv.slice(2);
const json = rest.includes("--json") || name === "--json";
const outcome = await perform(name, rest);
print(outcome);
process.exitCode = EXIT_CODES[outcome.exit];
await closePool();
// Listening connections of adapters would keep the process; everything that had to be written is written.
process.stdout.write("", () => process.exit());

async function perform(asked: string | undefined, words: readonly string[]): Promise<Outcome> {
  if (asked === undefined || asked === "help" || asked === "--help" || asked === "--json") return help();
  if (!isName(asked))
    return failed("command-unknown", `There is no command ${asked}. Commands: ${names().join(", ")}.`);
  try {
    const command = await COMMANDS[asked]();
    return await command.run(given(asked, command, words));
  } catch (fault) {
    return outcomeOfFault(fault);
  }
}

function given(asked: string, command: Command, words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { json: { type: "boolean" }, ...command.options },
      allowPositionals: true,
    });
    return { words: positionals, options: values as Record<string, string | boolean | undefined> };
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message.split(". ")[0] : String(fault);
    throw new WrongUse(`${reason}. Use: truelane ${asked} ${command.usage}`);
  }
}

function outcomeOfFault(fault: unknown): Outcome {
  if (fault instanceof WrongUse) return failed("wrong-use", fault.message);
  if (fault instanceof UnreadableCapture) return failed("capture-unreadable", fault.message);
  if (fault instanceof BackupRefused) return failed("backup-refused", fault.message);
  if (fault instanceof BadSettings) return failed("settings-wrong", fault.message);
  const code = (fault as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOENT") return failed("file-missing", `There is no file ${(fault as NodeJS.ErrnoException).path}.`);
  if (code === "ECONNREFUSED" || code === "57P03" || code === "57P01") {
    return failed(
      "database-unreachable",
      "The database does not answer. Is TrueLane running? Start it with npm start.",
    );
  }
  return failed("fault", fault instanceof Error ? fault.message : String(fault));
}

async function help(): Promise<Outcome> {
  const commands = await Promise.all(
    names().map(async (each) => ({ name: each, ...pickHelp(await COMMANDS[each]()) })),
  );
  const lines = commands.map((each) => `  ${`${each.name} ${each.usage}`.padEnd(34)} ${each.purpose}`);
  return {
    exit: "good",
    json: { commands },
    lines: [
      "truelane COMMAND …   (every command takes --json)",
      "",
      ...lines,
      "",
      "Exit: 0 good, 1 a negative answer, 2 wrong use or failure.",
    ],
  };
}

function pickHelp({ usage, purpose }: Command) {
  return { usage, purpose };
}

function names(): Name[] {
  return Object.keys(COMMANDS) as Name[];
}

function isName(text: string): text is Name {
  return Object.hasOwn(COMMANDS, text);
}

function print(made: Outcome): void {
  if (made.isPrinted) return;
  if (json) process.stdout.write(`${JSON.stringify(made.json, undefined, 2)}\n`);
  else (made.exit === "failed" ? process.stderr : process.stdout).write(made.lines.map((line) => `${line}\n`).join(""));
}
