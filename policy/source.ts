/** Where the public rule sets are, by how their ids start. All read 2026-11-21. */
const pages: readonly (readonly [pattern: RegExp, page: (id: string) => string])[] = [
  [/^CKV2?_AWS_\d+$/, () => "https://www.checkov.io/5.Policy%20Index/terraform.html"],
  [/^KICS-[a-z_]+$/, () => "https://docs.kics.io/latest/queries/dockercompose-queries/"],
  [/^CIS-[\d.]+$/, () => "https://www.cisecurity.org/benchmark/amazon_web_services"],
  [/^[A-Za-z0-9]+\.\d+$/, securityHub],
];

/** The pages that explain the ids of a rule, each once. Throws for an id of no known rule set. */
export function sourceOf(ids: string): string {
  return [...new Set(ids.split(" ").map(pageOf))].join(" ");
}

function pageOf(id: string): string {
  const found = pages.find(([pattern]) => pattern.test(id));
  if (!found) throw new Error(`${id} belongs to no known rule set: give the rule a source`);
  return found[1](id);
}

/** `EC2.8` -> the section of AWS's page about EC2. */
function securityHub(id: string): string {
  const [service = "", number = ""] = id.toLowerCase().split(".");
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
}
