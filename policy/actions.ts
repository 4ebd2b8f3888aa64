/**
 * Actions that rules look for, in lower case. The lists of Checkov's checks 286 to 289 are those of cloudsplaining:
 * https://github.com/salesforce/cloudsplaining/blob/126e0524/cloudsplaining/shared/constants.py, read 2026-11-21.
 * A whole service stands where a role of ours needs none of its actions.
 */

/** Raise the role's own rights, alone or together with others. */
export const escalating = [
  /^(iam|organizations|bedrock-agentcore|ec2-instance-connect):/,
  /^sts:assumerole/,
  /^lambda:(create|update|addpermission)/,
  /^cloudformation:(create|update|execute)/,
  /^ec2:(runinstances|requestspotinstances|modifyinstanceattribute|createlaunchtemplateversion|modifylaunchtemplate)$/,
  /^ecs:(executecommand|registertaskdefinition|runtask|starttask|createservice)$/,
  /^glue:(create|update)/,
  /^codebuild:(createproject|startbuild)/,
  /^(datapipeline|apprunner):create/,
  /^sagemaker:(create|update)/,
];

/** Answer with credentials. `ecr:GetAuthorizationToken` is left out, as Checkov does: a pull needs it. */
export const credentials = [
  /^(iam|sts|sso|cognito-identity|rds-db):/,
  /^airflow:create(cli|weblogin)token$/,
  /^(appsync|chime):createapikey$/,
  /^cloud9:createenvironmenttoken$/,
  /^codeartifact:getauthorizationtoken$/,
  /^codepipeline:pollforjobs$/,
  /^cognito-idp:getsigningcertificate$/,
  /^connect:getfederationtokens?$/,
  /^ec2:getpassworddata$/,
  /^ecr-public:getauthorizationtoken$/,
  /^emr-containers:getmanagedendpointsessioncredentials$/,
  /^finspace-api:getprogrammaticaccesscredentials$/,
  /^gamelift:(requestuploadcredentials|getinstanceaccess|getcomputeaccess|getcomputeauthtoken)$/,
  /^grafana:createworkspaceapikey$/,
  /^license-manager:getaccesstoken$/,
  /^lightsail:(getinstanceaccessdetails|downloaddefaultkeypair|createbucketaccesskey|getrelationaldatabasemasteruserpassword)$/,
  /^mediapackage:rotate(channel|ingestendpoint)credentials$/,
  /^redshift(-serverless)?:get(cluster)?credentials(withiam)?$/,
];

/** Read stored data or secrets: allowed only on resources that are named. */
export const dataReading = [
  /^s3:getobject/,
  /^ssm:getparameter/,
  /^secretsmanager:(batch)?getsecretvalue$/,
  /^rds:(copydbsnapshot|createdbsnapshot)$/,
];

/**
 * Change who may reach a resource. AWS calls the access level "Permissions management":
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const permissionManagement = [
  /^(iam|ram|organizations|lakeformation):/,
  /:(put|set|delete|create|update|attach|detach|modify)\w*(policy|policies|policystatus|acl|publicaccessblock|permissions?)$/,
  /:(add|remove)permission$/,
  /^kms:(creategrant|revokegrant|retiregrant)$/,
  /^(ec2:modify(image|snapshot|fpgaimage)attribute|ec2:modifyvpcendpointservicepermissions)$/,
  /^rds:modifydb(cluster)?snapshotattribute$/,
  /^s3:(putobjectacl|putobjectversionacl|bypassgovernanceretention|objectowneroverridetobucketowner)$/,
];

export function matches(action: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(action));
}
