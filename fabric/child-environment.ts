/** A child gets what it needs and nothing of ours: no password, no key, no setting of another Fabric network. */
export function childEnvironment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH ?? "", ...own };
}
