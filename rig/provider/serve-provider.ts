import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import "./exit-with-parent.cjs";
import { providerService, type Hands } from "./service";

/** Makes this process a provider plugin: it serves the engine's calls and says on which port. */
export function serveProvider(hands?: Hands): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, providerService(process.env["STAND_IN_VERSION"] ?? "", hands));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}
