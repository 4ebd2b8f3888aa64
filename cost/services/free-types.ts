/** Types that are never billed themselves, by the reason. `*` stands for every type of a module. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  "access and policy are not billed": [
    "aws:iam/*",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:kms/alias:Alias",
    "aws:kms/grant:Grant",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:lambda/permission:Permission",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    "aws:cloudwatch/eventPermission:EventPermission",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "aws:eks/identityProviderConfig:IdentityProviderConfig",
  ],
  "networks are billed by what runs and flows in them": [
    "aws:ec2/vpc:Vpc",
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/defaultSubnet:DefaultSubnet",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/route:Route",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/networkAclAssociation:NetworkAclAssociation",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/securityGroupAssociation:SecurityGroupAssociation",
    "aws:vpc/*",
    "aws:ec2/networkInterface:NetworkInterface",
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
    "aws:ec2/managedPrefixList:ManagedPrefixList",
    "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
    "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    "aws:ec2/defaultVpcDhcpOptions:DefaultVpcDhcpOptions",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    "aws:ec2/customerGateway:CustomerGateway",
    "aws:ec2/vpnGateway:VpnGateway",
    "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:ec2/eipDomainName:EipDomainName",
    "aws:servicediscovery/service:Service",
    "aws:servicediscovery/httpNamespace:HttpNamespace",
  ],
  "itself free; AWS bills the alarms that it makes like any others, and says nowhere how many they are": [
    "aws:appautoscaling/policy:Policy",
  ],
  "a setting of another resource": [
    "aws:ec2/keyPair:KeyPair",
    "aws:ec2/placementGroup:PlacementGroup",
    "aws:ec2/volumeAttachment:VolumeAttachment",
    "aws:ec2/tag:Tag",
    "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
    "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ebs/defaultKmsKey:DefaultKmsKey",
    "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    "aws:autoscaling/attachment:Attachment",
    "aws:autoscaling/lifecycleHook:LifecycleHook",
    "aws:autoscaling/notification:Notification",
    "aws:autoscaling/policy:Policy",
    "aws:autoscaling/schedule:Schedule",
    "aws:autoscaling/tag:Tag",
    "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
    "aws:appautoscaling/scheduledAction:ScheduledAction",
    "aws:appautoscaling/target:Target",
    "aws:rds/subnetGroup:SubnetGroup",
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:rds/optionGroup:OptionGroup",
    "aws:rds/eventSubscription:EventSubscription",
    "aws:rds/roleAssociation:RoleAssociation",
    "aws:rds/clusterRoleAssociation:ClusterRoleAssociation",
    "aws:rds/clusterEndpoint:ClusterEndpoint",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
    "aws:rds/proxyTarget:ProxyTarget",
    "aws:rds/instanceDesiredState:InstanceDesiredState",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:elasticache/parameterGroup:ParameterGroup",
    "aws:elasticache/user:User",
    "aws:elasticache/userGroup:UserGroup",
    "aws:elasticache/userGroupAssociation:UserGroupAssociation",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws:ecs/capacityProvider:CapacityProvider",
    "aws:ecs/accountSettingDefault:AccountSettingDefault",
    "aws:ecs/tag:Tag",
    "aws:elasticbeanstalk/application:Application",
    "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
    "aws:lambda/alias:Alias",
    "aws:lambda/invocation:Invocation",
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "aws:lambda/functionUrl:FunctionUrl",
    "aws:lambda/layerVersion:LayerVersion",
    "aws:lambda/layerVersionPermission:LayerVersionPermission",
    "aws:lambda/codeSigningConfig:CodeSigningConfig",
    "aws:dynamodb/tableItem:TableItem",
    "aws:dynamodb/tag:Tag",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/logStream:LogStream",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    "aws:ssm/association:Association",
    "aws:ssm/document:Document",
    "aws:ssm/maintenanceWindow:MaintenanceWindow",
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    "aws:ssm/patchBaseline:PatchBaseline",
    "aws:ssm/patchGroup:PatchGroup",
    "aws:ssm/serviceSetting:ServiceSetting",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/regexPatternSet:RegexPatternSet",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    "aws:route53/delegationSet:DelegationSet",
    "aws:route53/zoneAssociation:ZoneAssociation",
    "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
    "aws:route53/queryLog:QueryLog",
    "aws:efs/accessPoint:AccessPoint",
    "aws:efs/mountTarget:MountTarget",
    "aws:backup/selection:Selection",
    "aws:backup/vaultNotifications:VaultNotifications",
    "aws:backup/globalSettings:GlobalSettings",
    "aws:backup/regionSettings:RegionSettings",
    "aws:eks/addon:Addon",
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/keyGroup:KeyGroup",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    "aws:cloudfront/publicKey:PublicKey",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudfront/vpcOrigin:VpcOrigin",
    "aws:resourcegroups/group:Group",
  ],
  "billed by the load balancer": [
    ...["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"].flatMap((name) => [
      `aws:${name}/listener:Listener`,
      `aws:${name}/listenerCertificate:ListenerCertificate`,
      `aws:${name}/listenerRule:ListenerRule`,
      `aws:${name}/targetGroup:TargetGroup`,
      `aws:${name}/targetGroupAttachment:TargetGroupAttachment`,
    ]),
    "aws:elb/attachment:Attachment",
  ],
  "billed by the calls of its API": [
    ..."account authorizer apiKey basePathMapping deployment domainName gatewayResponse integration"
      .split(" ")
      .concat(
        "integrationResponse method methodResponse methodSettings model requestValidator resource".split(" "),
      )
      .concat("response restApiPolicy usagePlan usagePlanKey".split(" "))
      .map((name) => `aws:apigateway/${token(name)}`),
    ..."apiMapping authorizer deployment domainName integration integrationResponse model route"
      .split(" ")
      .concat("routeResponse routingRule stage vpcLink".split(" "))
      .map((name) => `aws:apigatewayv2/${token(name)}`),
  ],
  "billed by what lies in the bucket": [
    ..."accessPoint accountPublicAccessBlock bucketAcl bucketAclV2 bucketCorsConfiguration"
      .split(" ")
      .concat(
        "bucketCorsConfigurationV2 bucketLifecycleConfiguration bucketLifecycleConfigurationV2".split(" "),
      )
      .concat(
        "bucketIntelligentTieringConfiguration bucketLogging bucketLoggingV2 bucketNotification".split(" "),
      )
      .concat(
        "bucketObject bucketObjectv2 bucketObjectLockConfiguration bucketObjectLockConfigurationV2".split(
          " ",
        ),
      )
      .concat(
        "bucketOwnershipControls bucketPolicy bucketPublicAccessBlock bucketReplicationConfig".split(" "),
      )
      .concat("bucketRequestPaymentConfiguration bucketServerSideEncryptionConfiguration".split(" "))
      .concat("bucketServerSideEncryptionConfigurationV2 bucketVersioning bucketVersioningV2".split(" "))
      .concat("bucketWebsiteConfiguration bucketWebsiteConfigurationV2 objectCopy".split(" "))
      .map((name) => `aws:s3/${token(name)}`),
  ],
};

const BY_TYPE: ReadonlyMap<string, string> = new Map(
  Object.entries(REASONS).flatMap(([reason, types]) => types.map((type): [string, string] => [type, reason])),
);

/** Why a type costs nothing itself, or undefined for one that may cost something. */
export function freeReason(type: string): string | undefined {
  return BY_TYPE.get(type) ?? BY_TYPE.get(`${type.slice(0, type.indexOf("/"))}/*`);
}

function token(name: string): string {
  return `${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
