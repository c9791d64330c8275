import "server-only";

/** Letters of the installation: by SMTP where one is set, else as files that the operator can read and pass on. */
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport, type Transporter } from "nodemailer";
import type { Letter, Mail } from "../ports/mail.ts";
import { env } from "./env.ts";

export const systemMail: Mail = { send: sendMail };

let transport: Transporter | undefined;

/** Resolves once the server took the letter, or its file is written (`DATA_DIR/outbox`). */
export async function sendMail(letter: Letter): Promise<void> {
  const { smtpUrl, mailFrom, dataDir } = env();
  if (smtpUrl) {
    transport ??= createTransport(smtpUrl);
    await transport.sendMail({ from: mailFrom, ...letter });
    return;
  }
  const folder = join(dataDir, "outbox");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${randomUUID().slice(0, 8)}.txt`;
  const text = `From: ${mailFrom}\nTo: ${letter.to}\nSubject: ${letter.subject}\n\n${letter.text}\n`;
  await writeFile(join(folder, name), text, { mode: 0o600 });
}
