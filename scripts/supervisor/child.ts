/** A process that is kept alive: started again with growing pauses when it dies, ended in order when all stops. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export type Kept = {
  /** Resolves when it is ready for the first time. */
  readonly ready: Promise<void>;
  pid(): number | undefined;
  /** Asks the running process a word on its channel; nothing when it does not run, or has not answered within a second. */
  ask(word: string): Promise<unknown>;
  /** Ends the running process; it is started again. */
  restart(): void;
  stop(): Promise<void>;
};

export type ChildPlan = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Drop what it says on standard output (Next's greeting). */
  readonly quiet?: boolean;
  /** Answers true when it serves. Without it the process itself sends the message `ready`. */
  readonly probe?: () => Promise<boolean>;
  readonly say: (sentence: string) => void;
};

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 15_000;
const STEADY_MS = 30_000;
const PATIENCE_MS = 12_000;
const ANSWER_MS = 1_000;

export function keepAlive(plan: ChildPlan): Kept {
  let running: ChildProcess | undefined;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const wake = new AbortController();

  const loop = (async () => {
    while (!stopping) {
      const since = Date.now();
      const child = launch(plan);
      running = child;
      child.on("message", (message) => message === "ready" && isReady());
      if (plan.probe) void pollUntilReady(plan.probe, child, isReady);
      const how = await ended(child);
      running = undefined;
      if (stopping) return;
      pause = Date.now() - since > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      plan.say(`${plan.name} ended (${how}); it is started again`);
      await sleep(pause, undefined, { signal: wake.signal }).catch(() => {});
    }
  })();

  return {
    ready,
    pid: () => running?.pid,
    ask: async (word) => (running?.connected ? answerOf(running, word) : undefined),
    restart: () => running?.kill("SIGTERM"),
    async stop() {
      stopping = true;
      wake.abort();
      const child = running;
      child?.kill("SIGTERM");
      const slow = setTimeout(() => child?.kill("SIGKILL"), PATIENCE_MS);
      await loop;
      clearTimeout(slow);
    },
  };
}

function launch(plan: ChildPlan): ChildProcess {
  return spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: plan.env,
    // A group of its own: Ctrl-C reaches the supervisor alone, which ends the others in order. The channel closes when the
    // supervisor is killed, and the child ends itself.
    detached: true,
    stdio: ["ignore", plan.quiet ? "ignore" : "inherit", "inherit", "ipc"],
  });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
    child.once("error", (fault) => resolve(fault.message));
  });
}

/** Its answer is a message that bears the word. */
function answerOf(child: ChildProcess, word: string): Promise<unknown> {
  return new Promise((resolve) => {
    const end = (answer: unknown) => {
      clearTimeout(late);
      child.off("message", heard);
      child.off("exit", end);
      resolve(answer);
    };
    const heard = (message: unknown) => {
      if (typeof message === "object" && message !== null && word in message)
        end((message as Readonly<Record<string, unknown>>)[word]);
    };
    const late = setTimeout(() => end(undefined), ANSWER_MS);
    child.on("message", heard);
    child.once("exit", () => end(undefined));
    child.send(word, (fault) => fault && end(undefined));
  });
}

async function pollUntilReady(probe: () => Promise<boolean>, child: ChildProcess, done: () => void): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await probe().catch(() => false)) return done();
    await sleep(100);
  }
}
