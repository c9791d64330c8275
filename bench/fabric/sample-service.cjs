/** The common sample's way of writing, as chaincode: one asset a transaction after a look whether it exists, or many at once. */
const { join } = require("node:path");
const shim = require(join(__dirname, "../../chaincode/node_modules/fabric-shim"));

class Sample {
  async Init() {
    return shim.success();
  }

  async Invoke(stub) {
    const { fcn, params } = stub.getFunctionAndParameters();
    try {
      if (fcn === "CreateAsset") {
        const [id, value] = params;
        const known = await stub.getState(id);
        if (known.length > 0) throw new Error(`The asset ${id} already exists`);
        await stub.putState(id, Buffer.from(value));
      } else for (const [id, value] of JSON.parse(params[0])) await stub.putState(id, Buffer.from(value));
      return shim.success();
    } catch (fault) {
      return shim.error(Buffer.from(fault.message));
    }
  }
}

const { CHAINCODE_ID: ccid, CHAINCODE_SERVER_ADDRESS: address } = process.env;
const limits = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };
shim.server(new Sample(), { ccid, address, ...limits }).start();
