import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { readControl } from "./control";
import { differences, type Change, type Properties } from "./difference";
import { invoke } from "./invoke";
import { create, find, remove, targetOf, update, type Target } from "./resources";
import { resourceType } from "./resource-types";

type Awaitable<Value> = Value | Promise<Value>;

/** What becomes of resources. */
export interface Hands {
  create(target: Target, inputs: Properties, preview: boolean): Awaitable<{ id: string; state: Properties }>;
  update(
    target: Target,
    id: string,
    change: { readonly before: Properties; readonly inputs: Properties },
    preview: boolean,
  ): Awaitable<Properties>;
  remove(target: Target, id: string, state: Properties): Awaitable<void>;
}

/** The calls of Pulumi's ResourceProvider protocol that the engine makes; without hands nothing is carried out. */
export function providerService(
  version: string,
  hands: Hands = { create, update, remove },
): UntypedServiceImplementation {
  return {
    handshake: unary(() => new rpc.ProviderHandshakeResponse().setAcceptResources(true)),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    checkConfig: unary(checked),
    diffConfig: unary(() => new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE)),
    // Without acceptSecrets the engine unwraps secrets before the call and marks them again in the answer.
    configure: unary(() => new rpc.ConfigureResponse().setSupportspreview(true).setAcceptresources(true)),
    check: unary(checkResource),
    diff: unary(diff),
    create: unlessSilent(unary((request: rpc.CreateRequest) => onCreate(request, hands))),
    update: unary((request: rpc.UpdateRequest) => onUpdate(request, hands)),
    read: unary(onRead),
    delete: unary((request: rpc.DeleteRequest) => onDelete(request, hands)),
    invoke: unary(onInvoke),
    cancel: unary(() => new Empty()),
  };
}

function unary<Request, Response>(answer: (request: Request) => Awaitable<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    const failed = (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)));
    void new Promise<Response>((done) => done(answer(call.request))).then(
      (response) => callback(null, response),
      failed,
    );
  };
}

/** The creation is carried out, but its answer never arrives: what a killed `pulumi up` leaves behind. */
function unlessSilent(
  handle: ReturnType<typeof unary<rpc.CreateRequest, rpc.CreateResponse>>,
): typeof handle {
  return (call, callback) => {
    const { type } = targetOf(call.request.getUrn());
    const isSilent = !call.request.getPreview() && readControl().silent?.includes(type);
    handle(call, isSilent ? () => undefined : callback);
  };
}

function checked(request: rpc.CheckRequest): rpc.CheckResponse {
  return new rpc.CheckResponse().setInputs(request.getNews());
}

function checkResource(request: rpc.CheckRequest): rpc.CheckResponse {
  resourceType(targetOf(request.getUrn()).type);
  return checked(request);
}

function diff(request: rpc.DiffRequest): rpc.DiffResponse {
  const rules = resourceType(targetOf(request.getUrn()).type);
  const changes = differences(rules, plain(request.getOldInputs()), plain(request.getNews()));
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse()
    .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setHasdetaileddiff(true)
    .setDiffsList([...new Set(changes.map(topLevel))])
    .setReplacesList([...new Set(changes.filter((change) => change.replaces).map(topLevel))]);
  for (const change of changes) response.getDetaileddiffMap().set(change.path, propertyDiff(change));
  return response;
}

function topLevel({ path }: Change): string {
  return path.split(/[.[]/)[0] ?? path;
}

function propertyDiff({ kind, replaces }: Change): rpc.PropertyDiff {
  const name = replaces ? (`${kind}_REPLACE` as const) : kind;
  return new rpc.PropertyDiff().setKind(rpc.PropertyDiff.Kind[name]).setInputdiff(true);
}

async function onCreate(request: rpc.CreateRequest, hands: Hands): Promise<rpc.CreateResponse> {
  const { id, state } = await hands.create(
    targetOf(request.getUrn()),
    plain(request.getProperties()),
    request.getPreview(),
  );
  return new rpc.CreateResponse().setId(id).setProperties(struct(state));
}

async function onUpdate(request: rpc.UpdateRequest, hands: Hands): Promise<rpc.UpdateResponse> {
  const change = { before: plain(request.getOlds()), inputs: plain(request.getNews()) };
  const state = await hands.update(targetOf(request.getUrn()), request.getId(), change, request.getPreview());
  return new rpc.UpdateResponse().setProperties(struct(state));
}

/** A refresh finds everything as it was left; an import, which knows an id alone, what the cloud remembers. */
function onRead(request: rpc.ReadRequest): rpc.ReadResponse {
  const response = new rpc.ReadResponse();
  const { type, name } = targetOf(request.getUrn());
  if (readControl().gone?.some((one) => one.type === type && one.name === name)) return response;
  if (Object.keys(plain(request.getProperties())).length > 0)
    return response
      .setId(request.getId())
      .setInputs(request.getInputs())
      .setProperties(request.getProperties());
  const known = find(targetOf(request.getUrn()), request.getId());
  return known
    ? response.setId(request.getId()).setInputs(struct(known.inputs)).setProperties(struct(known.state))
    : response;
}

async function onDelete(request: rpc.DeleteRequest, hands: Hands): Promise<Empty> {
  await hands.remove(targetOf(request.getUrn()), request.getId(), plain(request.getProperties()));
  return new Empty();
}

function onInvoke(request: rpc.InvokeRequest): rpc.InvokeResponse {
  return new rpc.InvokeResponse().setReturn(struct(invoke(request.getTok(), plain(request.getArgs()))));
}

function plain(properties: Struct | undefined): Properties {
  return properties ? (properties.toJavaScript() as Properties) : {};
}

function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}
