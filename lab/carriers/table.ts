import { address, addressAssociation } from "./address";
import { bucket } from "./bucket";
import { bucketObject } from "./bucket-object";
import type { Carrier } from "./carrier";
import { database } from "./database";
import { lambdaFunction } from "./function";
import { image } from "./image";
import { instance } from "./instance";
import { invocation } from "./invocation";
import { parameter } from "./parameter";
import { parameterGroup } from "./parameter-group";
import { volume } from "./volume";
import { volumeAttachment } from "./volume-attachment";

/** Who carries out which type. */
export const carriers: Readonly<Record<string, Carrier>> = {
  "aws:ebs/volume:Volume": volume,
  "aws:ec2/eip:Eip": address,
  "aws:ec2/eipAssociation:EipAssociation": addressAssociation,
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/volumeAttachment:VolumeAttachment": volumeAttachment,
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lambda/invocation:Invocation": invocation,
  "aws:rds/instance:Instance": database,
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
  "aws:ssm/parameter:Parameter": parameter,
  "docker:index/image:Image": image,
};
