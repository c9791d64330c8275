/** Plays a story through the built contract over an in-memory stub and prints every answer and write. One process = one peer. */
const { readFileSync } = require("node:fs");
const [, , service, storyFile, order] = process.argv;
const { newChaincode } = require(service);

const { story, certificate } = JSON.parse(readFileSync(storyFile, "utf8"));
const world = new Map();
const seen = [];

(async () => {
  const chaincode = newChaincode();
  for (const { event, time, transaction, mspId } of story) {
    const writes = [];
    // Another peer has its keys in memory in another order; nothing may depend on it.
    const entries = [...world];
    if (order === "reverse") entries.reverse();
    const shuffled = new Map(entries);
    const milliseconds = Date.parse(time);
    const stub = {
      getBufferArgs: () => [Buffer.from("ModuleContract:RecordEvent"), Buffer.from(event)],
      getTxID: () => transaction,
      getChannelID: () => "truelane",
      getCreator: () => ({ mspid: mspId, idBytes: Buffer.from(certificate) }),
      getTxTimestamp: () => ({ seconds: Math.floor(milliseconds / 1000), nanos: (milliseconds % 1000) * 1e6 }),
      getState: async (key) => shuffled.get(key) ?? Buffer.alloc(0),
      putState: async (key, value) => void writes.push(["put", key, Buffer.from(value).toString("base64")]),
      setStateValidationParameter: async (key, value) =>
        void writes.push(["policy", key, Buffer.from(value).toString("base64")]),
      setEvent: (name, value) => void writes.push(["event", name, Buffer.from(value).toString("base64")]),
    };
    const answer = await chaincode.Invoke(stub);
    const good = answer.status === 200;
    if (good) for (const [kind, key, value] of writes) if (kind === "put") world.set(key, Buffer.from(value, "base64"));
    seen.push({
      status: answer.status,
      message: answer.message ?? "",
      payload: Buffer.from(answer.payload ?? "").toString("utf8"),
      writes: good ? writes : [],
    });
  }
  console.log(JSON.stringify(seen));
})();
