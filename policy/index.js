// Pulumi starts a policy pack here. The project's own loader keeps it from type checking everything first.
require("../scripts/loader.cjs");
require("../cli/policy-pack.ts");
