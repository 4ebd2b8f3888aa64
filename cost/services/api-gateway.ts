import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, type Amount, scaled } from "../usage/amount";
import { egressLines } from "./egress";

const service = "apiGateway";
const HTTP_CHUNK_KB = 512;
const MESSAGE_CHUNK_KB = 32;
const MINUTES_PER_MESSAGE = 1;

export const apiGateway: PricerTable = {
  "aws:apigateway/restApi:RestApi": restApi,
  "aws:apigateway/stage:Stage": stage,
  "aws:apigatewayv2/api:Api": api,
};

function restApi(sheet: Sheet): void {
  const requests = sheet.amount("monthly_requests", sheet.context.traffic.requests(sheet.resource));
  sheet.tiered("REST API calls", { service, item: "restApi" }, requests, { allowance: "apiCalls" });
  egressLines(sheet);
}

function api(sheet: Sheet): void {
  const traffic = sheet.context.traffic.requests(sheet.resource);
  if (sheet.inputs.text("protocolType") === "WEBSOCKET") return webSocket(sheet, traffic);
  const requests = sheet.amount("monthly_requests", traffic);
  const metered = inChunks(sheet, requests, "request_size_kb", HTTP_CHUNK_KB);
  sheet.tiered("HTTP API calls", { service, item: "httpApi" }, metered, { allowance: "apiCalls" });
  egressLines(sheet);
}

function webSocket(sheet: Sheet, traffic: Amount): void {
  const messages = sheet.amount("monthly_messages", traffic);
  const metered = inChunks(sheet, messages, "message_size_kb", MESSAGE_CHUNK_KB);
  sheet.tiered("Messages", { service, item: "webSocket.messages" }, metered);
  const minutes = scaled(messages, MINUTES_PER_MESSAGE, "connected for a minute each (default)");
  const key = { service, item: "webSocket.connectionMinutes" };
  sheet.usage("Connection minutes", key, sheet.amount("monthly_connection_mins", minutes));
  egressLines(sheet);
}

/** Larger requests are metered as several. */
export function inChunks(sheet: Sheet, requests: Amount, attribute: string, chunkKb: number): Amount {
  const size = sheet.given(attribute) ?? amount(1, "");
  const chunks = Math.max(1, Math.ceil(size.value / chunkKb));
  return chunks === 1 ? requests : scaled(requests, chunks, `${chunks} x ${chunkKb} KB each`);
}

function stage(sheet: Sheet): void {
  if (sheet.inputs.flag("cacheClusterEnabled") !== true) return sheet.free("billed by the calls of its API");
  const size = sheet.inputs.text("cacheClusterSize") ?? "0.5";
  sheet.fixed(`Cache ${size} GB`, { service, item: `restCache.${size}GB` }, HOURS_PER_MONTH);
}
