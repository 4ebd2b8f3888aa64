import * as pulumi from "@pulumi/pulumi";
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import { tags } from "./tags";
import type { Zone } from "./zone";

export interface CertificateArgs {
  readonly stack: string;
  /** The certificate's names, wildcards included; not empty. */
  readonly names: readonly string[];
  /** Where proof of ownership is published for names in `domain`; that of others is printed and set by hand. */
  readonly zone?: Zone;
  readonly domain?: string;
  /** CloudFront takes certificates of us-east-1 alone; default: the stack's region. */
  readonly region?: string;
  /**
   * Proofs that another certificate published: a name's proof is the same for every certificate of the account, in every
   * region. https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly published?: Proofs;
  readonly parent?: pulumi.Resource;
}

/** Host, without `*.`, -> the record that proves it. */
export type Proofs = Readonly<Record<string, route53.Record>>;

export interface Certificate {
  /** Available once AWS has seen the proof of every name. */
  readonly arn: pulumi.Output<string>;
  /** What to publish by hand for it, one line each; empty when the zone has all of it. */
  readonly proof: pulumi.Output<readonly string[]>;
  readonly published: Proofs;
}

/** A public certificate, free and renewed by AWS as long as the proof of ownership stays published. */
export function createCertificate(name: string, args: CertificateArgs): Certificate {
  const { stack, names, region, parent } = args;
  const [domainName = "", ...subjectAlternativeNames] = names;
  const certificate = new acm.Certificate(
    name,
    { domainName, subjectAlternativeNames, validationMethod: "DNS", region, tags: tags(stack, name) },
    { parent },
  );
  const options = certificate.domainValidationOptions;
  const hosts = [...new Set(names.map(withoutWildcard))];
  const inZone = hosts.filter((host) => args.zone !== undefined && isInside(host, args.domain));
  const published = publish(args, inZone, options);
  const records = inZone.flatMap((host) => published[host] ?? []);
  const proof = options.apply((all) => proofLines(all, inZone));
  const byHand = inZone.length < hosts.length;
  if (byHand) sayProof(proof);
  if (inZone.length > 0 && args.published === undefined) sayNameServers(args);
  const validated = new acm.CertificateValidation(
    name,
    {
      certificateArn: certificate.arn,
      region,
      // The provider wants either all of them or none.
      ...(!byHand && { validationRecordFqdns: records.map((record) => record.fqdn) }),
    },
    {
      parent,
      dependsOn: records,
      // What people must do takes as long as they do; the next `up` waits again.
      customTimeouts: { create: byHand || args.zone?.nameServers ? "30m" : "75m" },
    },
  );
  return { arn: validated.certificateArn, proof, published };
}

type ValidationOptions = pulumi.Output<ValidationOption[]>;
type ValidationOption = pulumi.Unwrap<acm.Certificate["domainValidationOptions"]>[number];

/** `example.com` and `*.example.com` are proven by the same record; it is published once. */
function publish(args: CertificateArgs, hosts: readonly string[], options: ValidationOptions): Proofs {
  const entries = hosts.map(
    (host) => [host, args.published?.[host] ?? publishOne(args, host, options)] as const,
  );
  return { ...args.published, ...Object.fromEntries(entries) };
}

/**
 * At the stack's root, whichever certificate asked first: Route 53 refuses a second record of the same name and type, so
 * a host that goes from one certificate to another, or a tier that follows another, must find the record under one URN.
 * A zone that the stack did not make may have it already, for a certificate of another stack or by hand: it is the same.
 */
function publishOne(args: CertificateArgs, host: string, options: ValidationOptions) {
  const option = options.apply((all) => all.find(({ domainName }) => withoutWildcard(domainName) === host));
  return new route53.Record(
    `proof-${host}`,
    {
      zoneId: args.zone?.id ?? "",
      name: option.apply((found) => found?.resourceRecordName ?? ""),
      type: "CNAME",
      ttl: 300,
      records: [option.apply((found) => found?.resourceRecordValue ?? "")],
      allowOverwrite: true,
    },
    // The zone's owner may prove other certificates by it; in the stack's own zone, which goes empty only, nobody does.
    { retainOnDelete: args.zone?.nameServers === undefined },
  );
}

function proofLines(options: readonly ValidationOption[], inZone: readonly string[]): readonly string[] {
  const lines = options
    .filter(({ domainName }) => !inZone.includes(withoutWildcard(domainName)))
    .map(
      ({ resourceRecordName, resourceRecordType, resourceRecordValue }) =>
        `${resourceRecordName} ${resourceRecordType} ${resourceRecordValue}`,
    );
  return [...new Set(lines)].sort();
}

/** Said as soon as AWS has named them: `up` waits until they are there. */
function sayProof(proof: pulumi.Output<readonly string[]>): void {
  if (!pulumi.runtime.hasEngine()) return;
  proof.apply((lines) => {
    if (lines.length === 0) return;
    void pulumi.log.info(
      `Set these DNS records; AWS looks for them for 30 minutes, and \`pulumi up\` can be repeated:\n${lines.join("\n")}`,
    );
  });
}

/** AWS finds the proof in a zone of the stack when the registrar knows the zone's name servers. */
function sayNameServers({ zone, domain }: CertificateArgs): void {
  if (!pulumi.runtime.hasEngine()) return;
  zone?.nameServers?.apply((servers) => {
    void pulumi.log.info(
      `The registrar of ${domain} must name these servers; AWS looks there for proof of ownership for 30 minutes, and \`pulumi up\` can be repeated:\n${servers.join("\n")}`,
    );
  });
}

function withoutWildcard(host: string): string {
  return host.replace(/^\*\./, "");
}

function isInside(host: string, domain: string | undefined): boolean {
  return domain !== undefined && (host === domain || host.endsWith(`.${domain}`));
}
