import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

const KEY_REQUESTS = 10_000;
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

/** Keys, certificates and the web firewall. */
export const security: PricerTable = {
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:acm/certificate:Certificate": certificate,
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:wafv2/ruleGroup:RuleGroup": ruleGroup,
};

// The first two yearly rotations add $1 a month each ; a new key has had none.
function key(sheet: Sheet): void {
  sheet.fixed("Key", { service: "kms", item: "customerManagedKey" }, 1);
  const spec = sheet.inputs.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  const item = spec === "SYMMETRIC_DEFAULT" ? "requests.symmetric" : "requests.asymmetric";
  const requests = sheet.amount(
    "monthly_requests",
    amount(KEY_REQUESTS, "10,000 requests a month (default)"),
  );
  sheet.usage("Requests", { service: "kms", item }, requests, { allowance: "kmsRequests" });
}

function certificate(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.has("certificateAuthorityArn"))
    throw new MissingInput("no price for certificates of a private authority");
  if (inputs.block("options")?.text("export") !== "ENABLED")
    return sheet.free("public certificates are not billed");
  const names = [inputs.needText("domainName"), ...inputs.texts("subjectAlternativeNames")];
  const add = (component: string, item: string, some: readonly string[]) => {
    if (some.length > 0)
      sheet.fixed(component, { service: "acm", item: `exportablePublicCertificate.${item}` }, some.length);
  };
  const isWildcard = (name: string) => name.startsWith("*.");
  add("Exportable certificate, names", "perFQDN", [...new Set(names.filter((name) => !isWildcard(name)))]);
  add("Exportable certificate, wildcards", "wildcard", [...new Set(names.filter(isWildcard))]);
}

function webAcl(sheet: Sheet): void {
  const { inputs } = sheet;
  sheet.fixed("Web ACL", { service: "waf", item: "webAcl" }, 1);
  const rules = inputs.has("rules") ? inputs.blocks("rules").length : 0;
  if (rules > 0) sheet.fixed(rules > 1 ? `${rules} rules` : "Rule", { service: "waf", item: "rule" }, rules);
  const isUsed = inputs.text("scope") === "CLOUDFRONT" || sheet.referrers(ASSOCIATION).length > 0;
  const all = sheet.context.traffic.allRequests;
  const requests = isUsed ? all : amount(0, "not attached to anything among the resources");
  sheet.usage("Requests", { service: "waf", item: "requests" }, sheet.amount("monthly_requests", requests));
}

function ruleGroup(sheet: Sheet): void {
  const rules = sheet.inputs.has("rules") ? sheet.inputs.blocks("rules").length : 0;
  if (rules === 0) return sheet.free("a rule group without rules");
  sheet.fixed(rules > 1 ? `${rules} rules` : "Rule", { service: "waf", item: "rule" }, rules);
}
