import * as pulumi from "@pulumi/pulumi";
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import { tags } from "./tags";
import type { Zone } from "./zone";

export interface CertificateArgs {
  readonly stack: string;
  /** The certificate's names, wildcards included; not empty. */
  readonly names: readonly string[];
  /** Where proof of ownership is published; without one the records are printed and set by hand. */
  readonly zone?: Zone;
  /** CloudFront takes certificates of us-east-1 alone; default: the stack's region. */
  readonly region?: string;
}

export interface Certificate {
  /** Available once AWS has seen the proof of every name. */
  readonly arn: pulumi.Output<string>;
  /** What to publish for it, one line each. */
  readonly proof: pulumi.Output<readonly string[]>;
}

/** A public certificate, free and renewed by AWS as long as the proof of ownership stays published. */
export function createCertificate(name: string, args: CertificateArgs): Certificate {
  const { stack, names, zone, region } = args;
  const [domainName = "", ...subjectAlternativeNames] = names;
  const certificate = new acm.Certificate(name, {
    domainName,
    subjectAlternativeNames,
    validationMethod: "DNS",
    region,
    tags: tags(stack, name),
  });
  const options = certificate.domainValidationOptions;
  const records = zone ? publish(name, args, zone, options) : [];
  const validated = new acm.CertificateValidation(
    name,
    {
      certificateArn: certificate.arn,
      region,
      ...(zone && { validationRecordFqdns: records.map((record) => record.fqdn) }),
    },
    // By hand it takes as long as its owner; the next `up` waits again.
    { customTimeouts: { create: zone ? "75m" : "30m" } },
  );
  return { arn: validated.certificateArn, proof: options.apply(proofLines) };
}

type ValidationOptions = pulumi.Output<
  acm.Certificate["domainValidationOptions"] extends pulumi.Output<infer T> ? T : never
>;

/** `example.com` and `*.example.com` are proven by the same record; it is published once. */
function publish(
  name: string,
  args: CertificateArgs,
  zone: Zone,
  options: ValidationOptions,
): readonly route53.Record[] {
  const proven = [...new Set(args.names.map((host) => host.replace(/^\*\./, "")))];
  return proven.map((host) => {
    const option = options.apply((all) =>
      all.find(({ domainName }) => domainName.replace(/^\*\./, "") === host),
    );
    return new route53.Record(`${name}-proof-${host}`, {
      zoneId: zone.id,
      name: option.apply((found) => found?.resourceRecordName ?? ""),
      type: "CNAME",
      ttl: 300,
      records: [option.apply((found) => found?.resourceRecordValue ?? "")],
    });
  });
}

function proofLines(options: pulumi.Unwrap<acm.Certificate["domainValidationOptions"]>): readonly string[] {
  const lines = options.map(
    ({ resourceRecordName, resourceRecordType, resourceRecordValue }) =>
      `${resourceRecordName} ${resourceRecordType} ${resourceRecordValue}`,
  );
  return [...new Set(lines)].sort();
}
