/** What a retirement removes of what holds data: the only deletions that a switch may make. */
export const onlyBox = ["delete aws:ebs/volume:Volume data", "delete aws:ec2/eip:Eip address"];
export const onlyFiles = ["delete aws:efs/fileSystem:FileSystem files"];
export const onlyServers = [
  "delete aws:rds/instance:Instance databases",
  "delete aws:rds/subnetGroup:SubnetGroup databases",
  "delete aws:ec2/routeTable:RouteTable data",
  "delete aws:ec2/subnet:Subnet data-0",
  "delete aws:ec2/subnet:Subnet data-1",
];
