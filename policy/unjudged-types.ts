const bucketPart = "a part of a bucket; the bucket's rules look for it";
const filePart = "a part of a file system; the file system's rules look for it";
const network = "moves packets; the security groups decide who may";
const link = "joins two resources that are judged";

/** Types that no rule judges by themselves, each with the reason. Any other type without a rule is refused. */
export const unjudgedTypes: Readonly<Record<string, string>> = {
  "aws:acm/certificate:Certificate": "public by nature; AWS renews it",
  "aws:acm/certificateValidation:CertificateValidation": "waits",
  "aws:appautoscaling/policy:Policy": "counts copies within the limits of the settings",
  "aws:appautoscaling/target:Target": "counts copies within the limits of the settings",
  "aws:budgets/budget:Budget": "only warns",
  "aws:cloudfront/function:Function": "finds the file of a path; a test runs it",
  "aws:cloudwatch/dashboard:Dashboard": "draws figures; grants nothing",
  "aws:ec2/eipAssociation:EipAssociation": link,
  "aws:ec2/internetGateway:InternetGateway": network,
  "aws:ec2/natGateway:NatGateway": network,
  "aws:ec2/vpcEndpoint:VpcEndpoint": network,
  "aws:ec2/route:Route": network,
  "aws:ec2/routeTable:RouteTable": network,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": network,
  "aws:ec2/volumeAttachment:VolumeAttachment": link,
  "aws:efs/backupPolicy:BackupPolicy": filePart,
  "aws:efs/fileSystemPolicy:FileSystemPolicy": filePart,
  "aws:efs/mountTarget:MountTarget": "an address inside the VPC; the security group decides who may",
  "aws:elasticache/parameterGroup:ParameterGroup": "what a cache forgets first",
  "aws:elasticache/subnetGroup:SubnetGroup": "a part of a cache; the cache's rules look for it",
  "aws:elasticache/userGroup:UserGroup": link,
  "aws:rds/parameterGroup:ParameterGroup": "a part of a database server; the server's rules look for it",
  "aws:rds/subnetGroup:SubnetGroup": "a part of a database server; the server's rules look for it",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": link,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "a part of a repository; the repository's rules look for it",
  "aws:elasticbeanstalk/application:Application": "a folder of versions and environments",
  "aws:elasticbeanstalk/applicationVersion:ApplicationVersion":
    "names a zip that lies in a private, encrypted bucket",
  "aws:iam/instanceProfile:InstanceProfile": link,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider":
    "says whose tokens count; the rules of roles judge who may take one",
  "aws:route53/healthCheck:HealthCheck": "asks a public address over plain HTTP whether it answers",
  "aws:lb/listenerRule:ListenerRule": "sends a host to its app",
  "pulumi:index:Stash": "remembers which parts exist; no secret, no right",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketPart,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketPart,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPart,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketPart,
  "aws:s3/bucketVersioning:BucketVersioning": bucketPart,
  "aws:scheduler/schedule:Schedule":
    "calls one function or starts one task; the rules of roles judge what it may",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "names inside the VPC",
  "aws:servicediscovery/service:Service": "a name inside the VPC",
  "docker:index/image:Image": "built on the user's machine; the repository scans it",
  "aws:sns/topicSubscription:TopicSubscription": "sends to an address of the settings or to a function",
  "ladder:watch:Alerts": "a folder of other resources",
  "ladder:tiers:Beanstalk": "a folder of other resources",
  "ladder:tiers:Compose": "a folder of other resources",
  "ladder:tiers:Fargate": "a folder of other resources",
  "pulumi-nodejs:dynamic/ladder:HealthyEnvironment": "waits for Elastic Beanstalk to run what it shall run",
  "pulumi-nodejs:dynamic/ladder:RollOut": "waits for ECS to run what it shall run",
  "pulumi-nodejs:dynamic/ladder:DataHome":
    "asks the box, over Systems Manager, to move its databases, and says where they are",
  "pulumi-nodejs:dynamic/ladder:RunOnBox": "asks the box, over Systems Manager, to apply its bundle",
  "pulumi-nodejs:dynamic/ladder:RunMigration":
    "runs a task of the app's own image, with the app's own rights",
  "pulumi:providers:pulumi-nodejs": "the provider of the above; it gets no settings",
  "random:index/randomId:RandomId": "a few characters of a name",
  "random:index/randomPassword:RandomPassword": "a value in Pulumi's state, where it is secret",
};
