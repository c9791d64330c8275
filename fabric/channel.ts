/** The channel: its first block, and every node's way into it. Each step looks before it acts, so that it can be repeated. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";
import { channelConfig, PROFILE } from "./channel-config.ts";
import { childEnvironment } from "./child-environment.ts";
import { genesisBlock, tlsFolder } from "./folders.ts";
import { CHANNEL, type Installation, type Organisation, portsOf } from "./network.ts";
import { peerCommand } from "./peer-command.ts";

export async function makeGenesisBlock(installation: Installation, configtxgen: string): Promise<void> {
  const block = genesisBlock(installation);
  if (existsSync(block)) return;
  const folder = join(installation.folder, "channel");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "configtx.yaml"), JSON.stringify(channelConfig(installation), null, 2));
  const args = ["-configPath", folder, "-profile", PROFILE, "-channelID", CHANNEL, "-outputBlock", block];
  await promisify(execFile)(configtxgen, args, { env: childEnvironment({ FABRIC_CFG_PATH: folder }) });
}

/** Tells an orderer of the channel over its administration port. Answers whether it is new to it. */
export async function joinOrderer(installation: Installation, organisation: Organisation): Promise<boolean> {
  const path = "/participation/v1/channels";
  const known = await askOrderer(installation, organisation, "GET", `${path}/${CHANNEL}`);
  if (known.status === 200) return false;
  const boundary = "truelane-config-block";
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="genesis.block"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    readFileSync(genesisBlock(installation)),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await askOrderer(
    installation,
    organisation,
    "POST",
    path,
    body,
    `multipart/form-data; boundary=${boundary}`,
  );
  if (answer.status !== 201)
    throw new Error(`The orderer of ${organisation.id} did not join ${CHANNEL}: ${answer.status} ${answer.text}`);
  return true;
}

export async function joinPeer(installation: Installation, organisation: Organisation, peer: string): Promise<boolean> {
  const list = await peerCommand(peer, installation, organisation, ["channel", "list"]);
  if (list.split("\n").some((line) => line.trim() === CHANNEL)) return false;
  await peerCommand(peer, installation, organisation, ["channel", "join", "-b", genesisBlock(installation)]);
  return true;
}

type Answer = { readonly status: number; readonly text: string };

function askOrderer(
  installation: Installation,
  organisation: Organisation,
  method: string,
  path: string,
  body?: Buffer,
  type?: string,
): Promise<Answer> {
  const tls = tlsFolder(installation, organisation, "orderer");
  const file = (name: string) => readFileSync(join(tls, name));
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: "127.0.0.1",
        port: portsOf(installation, organisation).ordererAdmin,
        method,
        path,
        ca: file("ca.pem"),
        cert: file("cert.pem"),
        key: file("key.pem"),
        headers: { ...(type ? { "content-type": type } : {}), ...(body ? { "content-length": body.length } : {}) },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    call.setTimeout(10_000, () => call.destroy(new Error(`the orderer of ${organisation.id} did not answer`)));
    call.on("error", reject);
    call.end(body);
  });
}
