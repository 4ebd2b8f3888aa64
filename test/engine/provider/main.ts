import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import "./exit-with-parent.cjs";
import { providerService } from "./service";

/** A provider plugin that stands in for the real one: keeps no cloud, only says what a cloud would say. */
function main(version: string): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, providerService(version));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

main(process.env["STAND_IN_VERSION"] ?? "");
