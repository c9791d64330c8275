/** The last words of a start: where it runs, who can sign in, one label to try. */
import { type DemoFile, demoFilePath, readDemoFile } from "../../lib/server/demo-file.ts";
import type { Env } from "../../lib/server/env.ts";

/** `token`: nobody has founded the network. `isElsewhere`: somebody else has, and this installation is not of it yet. */
type Founding = { readonly token: string | undefined; readonly isElsewhere: boolean };

export function announce(env: Env, say: (line: string) => void, { token, isElsewhere }: Founding): void {
  say("");
  say(`TrueLane runs at ${env.publicUrl}`);
  if (env.host === "0.0.0.0" || env.host === "::") say("It listens on all addresses; labels carry the one above.");
  if (token) {
    say("");
    say("Nobody has founded the network here yet. Open this address once (it is a secret):");
    say(`  ${env.publicUrl}/found?token=${token}`);
  }
  if (isElsewhere) {
    say("");
    say(
      "The network of this channel is founded already, and nobody can sign in here yet. To join it, run with the same settings:",
    );
    say("  npm run -s truelane -- member-request FILE --member ID --name NAME --roles distributor --email ADDRESS");
  }
  if (env.metrics) say(`Metrics: port ${env.metrics.port} of ${env.metrics.host}, /metrics`);
  const demo = env.demo ? readDemoFile(env.dataDir) : undefined;
  if (demo) announceDemo(demo, env, say);
  say("");
  say("Stop with Ctrl-C.");
}

function announceDemo(demo: DemoFile, env: Env, say: (line: string) => void): void {
  say("");
  say("Demo accounts (invented organisations):");
  for (const member of demo.members) {
    const user = member.users[0];
    if (user) say(`  ${`${member.name} (${member.kind})`.padEnd(34)} ${user.email}   ${user.password}`);
  }
  const label = demo.labels.find((each) => each.story === "sold") ?? demo.labels[0];
  if (label) {
    say("");
    say(`A demo label: ${env.publicUrl}/v/${label.code}`);
    const signed = demo.labels.find((each) => each.story === "in-stock" && each.signedUrl);
    if (signed?.signedUrl) say(`A signed bag label: ${signed.signedUrl}`);
  }
  say(`All accounts, API keys and labels: ${demoFilePath(env.dataDir)}`);
}
