import { changed, type Spoil } from "./spoil";

const environment = "aws:elasticbeanstalk/environment:Environment";
const logs = "aws:elasticbeanstalk:cloudwatch:logs";
const launch = "aws:autoscaling:launchconfiguration";
const secure = "aws:elbv2:listener:443";

/** An environment with these options and no others: `namespace/name` -> value. */
function only(options: Readonly<Record<string, string>>): Spoil {
  const settings = Object.entries(options).map(([path, value]) => {
    const [namespace, name] = path.split("/");
    return { namespace, name, value };
  });
  return changed(environment, { settings });
}

export const beanstalkViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "environments report their health in detail": [
    only({}),
    only({ "aws:elasticbeanstalk:healthreporting:system/SystemType": "basic" }),
  ],
  "AWS updates the platform of environments": [
    only({}),
    only({ "aws:elasticbeanstalk:managedactions/ManagedActionsEnabled": "false" }),
  ],
  "logs of environments are kept elsewhere, and not for ever": [
    only({ [`${logs}/RetentionInDays`]: "30" }),
    only({ [`${logs}/StreamLogs`]: "true" }),
  ],
  "instances of environments come from a template that asks for tokens": [
    only({}),
    only({ [`${launch}/DisableIMDSv1`]: "false" }),
  ],
  "environments use groups of ours only, and no key for SSH": [
    only({ [`${launch}/SecurityGroups`]: "sg-1" }),
    only({ [`${launch}/DisableDefaultEC2SecurityGroup`]: "true" }),
    only({
      [`${launch}/DisableDefaultEC2SecurityGroup`]: "true",
      [`${launch}/SecurityGroups`]: "sg-1",
      [`${launch}/EC2KeyName`]: "me",
    }),
  ],
  "load balancers of environments speak TLS 1.2 or newer where there is a certificate": [
    only({ [`${secure}/SSLCertificateArns`]: "arn", [`${secure}/Protocol`]: "HTTPS" }),
    only({
      [`${secure}/SSLCertificateArns`]: "arn",
      [`${secure}/Protocol`]: "HTTP",
      [`${secure}/SSLPolicy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    }),
  ],
  "no option of an environment holds a variable of an app": [
    only({ "aws:elasticbeanstalk:application:environment/KEY": "value" }),
    only({ "aws:elasticbeanstalk:application:environmentsecrets/KEY": "arn" }),
    only({ [`${launch}/SecurityGroups`]: "[secret]" }),
    changed(environment, { settings: "[secret]" }),
  ],
  "no environment has a database that goes with it": [
    only({ "aws:rds:dbinstance/DBEngine": "postgres" }),
    changed(environment, { settings: "[secret]" }),
  ],
};
