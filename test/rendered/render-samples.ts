import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beanstalkFiles } from "../../box/beanstalk/bundle-files";
import { bundleDocument } from "../../box/bundle-document";
import { bundleFiles } from "../../box/bundle-files";
import { userData } from "../../box/user-data";
import type { Plan } from "../../plan/types";
import { alonePlan, balancedPlan, singlePlan } from "../box/beanstalk/sample-plans";
import { planOf, sampleApp, samplePlan, sampleValues, staticApp } from "../box/sample-plan";

/** Plans whose files the real tools are asked about; `scripts/test-rendered.sh` adds the worked stacks. */
const plans: Readonly<Record<string, Plan>> = {
  "every-feature": samplePlan(),
  "one-app": planOf([sampleApp("todo")]),
  "only-static": planOf([staticApp("site")]),
  "domain-only": planOf([sampleApp("shop", { hosts: ["shop.example.com"] })]),
  "many-apps": planOf(
    Array.from({ length: 200 }, (_, index) => {
      const name = `app-${index}`;
      return sampleApp(name, {
        database: { name: `app_${index}`, role: `app_${index}` },
        cache: { user: name, prefix: `${name}:` },
      });
    }),
  ),
};

/** Bundles of environments of Beanstalk. */
const environments: Readonly<Record<string, Plan>> = {
  single: singlePlan(),
  balanced: balancedPlan(),
  alone: alonePlan(true),
  "at-an-address": alonePlan(false),
};

function writeEnvironment(folder: string, plan: Plan): void {
  for (const [path, content] of Object.entries(beanstalkFiles(plan))) {
    const target = join(folder, "bundle", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function write(folder: string, plan: Plan): void {
  const { files } = JSON.parse(bundleDocument(bundleFiles(plan), sampleValues)) as {
    files: Record<string, { content: string; executable?: true }>;
  };
  for (const [path, { content, executable }] of Object.entries(files)) {
    const target = join(folder, "bundle", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: executable ? 0o755 : 0o644 });
  }
  const values = { region: "us-east-1", bucket: "ladder-dev-bundles-1", volumeId: "vol-0123456789abcdef0" };
  writeFileSync(join(folder, "user-data.yaml"), userData(plan, values));
}

const target = process.argv[2] ?? ".";
for (const [name, plan] of Object.entries(plans)) write(join(target, name), plan);
for (const [name, plan] of Object.entries(environments)) {
  writeEnvironment(join(target, `beanstalk-${name}`), plan);
}
