import { added, changed, type Spoil } from "./spoil";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const distribution = "aws:cloudfront/distribution:Distribution";
const containers = (...definitions: readonly object[]) => ({
  containerDefinitions: JSON.stringify(definitions),
});

export const fargateViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "load balancers drop malformed headers": [changed(balancer, { dropInvalidHeaderFields: undefined })],
  "load balancers refuse smuggled requests": [changed(balancer, { desyncMitigationMode: "monitor" })],
  "load balancers stand in two zones": [changed(balancer, { subnets: ["subnet-1"] })],
  "plain HTTP is only redirected where there is a certificate": [
    changed("aws:lb/listener:Listener", { protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
    changed("aws:lb/listener:Listener", { protocol: "HTTP", defaultActions: [] }),
  ],
  "listeners speak TLS 1.2 or newer": [
    added("aws:lb/listener:Listener", { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
    added("aws:lb/listener:Listener", { protocol: "HTTPS" }),
  ],
  "target groups have a health check": [
    changed("aws:lb/targetGroup:TargetGroup", { healthCheck: undefined }),
  ],
  "an app has other rights than what starts it": [
    changed(task, { taskRoleArn: "one", executionRoleArn: "one" }),
    changed(task, { taskRoleArn: undefined }),
  ],
  "containers are unprivileged and see no other processes": [
    changed(task, containers({ privileged: true })),
    changed(task, { containerDefinitions: "[unknown]" }),
    changed(task, { pidMode: "task" }),
  ],
  "no container has a secret in the clear": [
    changed(task, { containerDefinitions: "[secret]" }),
    changed(task, containers({ environment: [{ name: "KEY", value: "[secret]" }] })),
  ],
  "every container's output is kept": [
    changed(task, containers({ name: "app" })),
    changed(task, containers()),
  ],
  "files on EFS travel encrypted, to those with the right alone": [
    changed(task, { volumes: [{ efsVolumeConfiguration: { transitEncryption: "DISABLED" } }] }),
    changed(task, { volumes: [{ efsVolumeConfiguration: { transitEncryption: "ENABLED" } }] }),
  ],
  "services run on Fargate's newest platform": [
    changed("aws:ecs/service:Service", { platformVersion: "1.3.0" }),
  ],
  "shells in containers are logged where they are allowed": [
    changed("aws:ecs/cluster:Cluster", { configuration: undefined }),
  ],
  "viewers of a distribution use HTTPS": [
    changed(distribution, { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } }),
  ],
  "distributions with a name of ours speak TLS 1.2 or newer": [
    changed(distribution, { viewerCertificate: { minimumProtocolVersion: "TLSv1" } }),
    changed(distribution, { viewerCertificate: {} }),
  ],
  "distributions read buckets under a name of their own": [changed(distribution, { origins: [{}] })],
  "distributions reach other origins over HTTPS": [
    changed(distribution, { origins: [{ customOriginConfig: { originProtocolPolicy: "match-viewer" } }] }),
    changed(distribution, { origins: [{ customOriginConfig: {} }] }),
  ],
  "distributions answer": [
    changed(distribution, { enabled: false }),
    changed(distribution, { enabled: undefined }),
  ],
  "distributions tell browsers to stay with HTTPS": [
    changed("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", { securityHeadersConfig: {} }),
  ],
  "logs are not kept for ever": [
    changed("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: undefined }),
    changed("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 0 }),
  ],
  "every request to a bucket is signed": [
    changed("aws:cloudfront/originAccessControl:OriginAccessControl", { signingBehavior: "no-override" }),
  ],
};
