import { address, addressAssociation } from "./address";
import { applicationVersion, environment } from "./beanstalk";
import { bucket } from "./bucket";
import { bucketObject } from "./bucket-object";
import type { Carrier } from "./carrier";
import { database } from "./database";
import { lambdaFunction } from "./function";
import { image } from "./image";
import { instance } from "./instance";
import { invocation } from "./invocation";
import { cacheUser, cacheUserGroup } from "./cache-user";
import { distribution, headersPolicy, siteFunction } from "./cloudfront";
import { ecsService } from "./ecs-service";
import { healthCheck } from "./health-check";
import { listener, listenerRule } from "./listener";
import { loadBalancer } from "./load-balancer";
import { record, zone } from "./record";
import { replicationGroup } from "./replication-group";
import { nameSpace, serviceName } from "./service-name";
import { targetGroup } from "./target-group";
import { taskDefinition } from "./task-definition";
import { parameter } from "./parameter";
import { parameterGroup } from "./parameter-group";
import { volume } from "./volume";
import { volumeAttachment } from "./volume-attachment";

/** Who carries out which type. */
export const carriers: Readonly<Record<string, Carrier>> = {
  "aws:cloudfront/distribution:Distribution": distribution,
  "aws:cloudfront/function:Function": siteFunction,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": headersPolicy,
  "aws:ebs/volume:Volume": volume,
  "aws:ec2/eip:Eip": address,
  "aws:ec2/eipAssociation:EipAssociation": addressAssociation,
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/volumeAttachment:VolumeAttachment": volumeAttachment,
  "aws:ecs/service:Service": ecsService,
  "aws:ecs/taskDefinition:TaskDefinition": taskDefinition,
  "aws:elasticache/parameterGroup:ParameterGroup": parameterGroup,
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:elasticache/user:User": cacheUser,
  "aws:elasticache/userGroup:UserGroup": cacheUserGroup,
  "aws:elasticbeanstalk/applicationVersion:ApplicationVersion": applicationVersion,
  "aws:elasticbeanstalk/environment:Environment": environment,
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lambda/invocation:Invocation": invocation,
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:rds/instance:Instance": database,
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
  "aws:route53/healthCheck:HealthCheck": healthCheck,
  "aws:route53/record:Record": record,
  "aws:route53/zone:Zone": zone,
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": nameSpace,
  "aws:servicediscovery/service:Service": serviceName,
  "aws:ssm/parameter:Parameter": parameter,
  "docker:index/image:Image": image,
};
