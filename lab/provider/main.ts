import { serveProvider } from "../../rig/provider/serve-provider";
import { labHands } from "./lab-hands";

/** A provider plugin whose resources are carried out by the lab of LADDER_LAB_SOCKET. */
serveProvider(labHands(process.env["LADDER_LAB_SOCKET"] ?? ""));
