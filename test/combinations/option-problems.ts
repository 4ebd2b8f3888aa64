import type { RecordedResource } from "../../cli/evaluate/recorded-resource";

/** What holds data, an address or a name that clients remember, wherever it stands. */
const stateful = [
  ...["aws:ebs/volume:Volume", "aws:ecr/repository:Repository", "aws:efs/fileSystem:FileSystem"],
  ...["aws:elasticache/replicationGroup:ReplicationGroup", "aws:rds/instance:Instance", "aws:ec2/vpc:Vpc"],
  ...["aws:route53/zone:Zone", "random:index/randomPassword:RandomPassword"],
];

/** Options of resources that would lose data, or do nothing. */
export function optionProblems(resources: readonly RecordedResource[]): readonly string[] {
  return resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => problemsOf(resource).map((problem) => `${resource.urn}: ${problem}`));
}

function problemsOf({ type, parent, inputs, options }: RecordedResource): readonly string[] {
  const { protect, deleteBeforeReplace, retainOnDelete, ignoreChanges } = options;
  const checks: readonly (readonly [string, boolean])[] = [
    ["holds data and is not protected", stateful.includes(type) && !protect],
    ["is protected inside a tier, which another one takes away", protect && parent !== undefined],
    ["is protected and goes before it is replaced", protect && deleteBeforeReplace],
    ["is both protected and kept", protect && retainOnDelete],
    ["ignores what is not there", ignoreChanges.some((name) => !(name in inputs))],
  ];
  return checks.filter(([, broken]) => broken).map(([problem]) => problem);
}
