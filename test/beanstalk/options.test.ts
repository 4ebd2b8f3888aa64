import { expect } from "chai";
import fc from "fast-check";
import { beanstalkOptions, sortedOptions } from "../../plan/beanstalk-options";
import { evaluated } from "../evaluated";
import { balancedStack, singleStack } from "./beanstalk-stack";
import { optionProblems, type Option } from "./option-problems";

async function optionsOf(set: readonly string[]): Promise<readonly Option[]> {
  const { resources } = await evaluated("dev", set);
  const [environment] = resources.filter(({ type }) => type.endsWith(":Environment"));
  return environment?.inputs["settings"] as readonly Option[];
}

const changed = (options: readonly Option[], name: string, change: Partial<Option>) =>
  options.map((one) => (one.name === name ? { ...one, ...change } : one));

describe("options of a Beanstalk environment", () => {
  for (const updates of ["rolling", "immutable"]) {
    it(`are all known to AWS, in range and fit together, with one instance and several, ${updates}`, async () => {
      for (const set of [
        singleStack(`beanstalk.updates=${updates}`),
        balancedStack(`beanstalk.updates=${updates}`),
        balancedStack(`beanstalk.updates=${updates}`, "beanstalk.min=3"),
        balancedStack("domain=null", 'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80}]'),
      ])
        expect(optionProblems(await optionsOf(set)), set.join(" ")).to.deep.equal([]);
    });
  }

  it("that are misspelt, out of range, of the other kind or against each other are noticed", async () => {
    const single = await optionsOf(singleStack());
    const balanced = await optionsOf(balancedStack());
    const port = { namespace: "aws:elasticbeanstalk:environment:process:default", name: "Port", value: "80" };
    const url = {
      namespace: "aws:elasticbeanstalk:application",
      name: "Application Healthcheck URL",
      value: "/",
    };
    expect([
      optionProblems(changed(single, "StreamLogs", { name: "StreamLog" })),
      optionProblems(changed(single, "StreamLogs", { value: "yes" })),
      optionProblems(changed(single, "Timeout", { value: "3601" })),
      optionProblems(changed(single, "PreferredStartTime", { value: "Sunday:04:00" })),
      optionProblems([...single, port]),
      optionProblems([...balanced, url]),
      optionProblems([...single, ...single.slice(0, 1)]),
      optionProblems(changed(balanced, "MinSize", { value: "4" })),
      optionProblems(changed(balanced, "MinInstancesInService", { value: "3" })),
      optionProblems(changed(balanced, "DeploymentPolicy", { value: "Immutable" })),
      optionProblems(changed(single, "DeploymentPolicy", { value: "Rolling" })),
      optionProblems(changed(balanced, "BreachDuration", { value: "10" })),
      optionProblems(single.filter(({ name }) => name !== "SecurityGroups")),
      optionProblems(balanced.filter(({ name }) => name !== "SSLCertificateArns")),
      optionProblems(balanced.filter(({ name }) => name !== "LoadBalancerType")),
      optionProblems(single.filter(({ name }) => name !== "UpdateLevel")),
    ]).to.deep.equal([
      ["aws:elasticbeanstalk:cloudwatch:logs StreamLog: unknown configuration setting"],
      ["aws:elasticbeanstalk:cloudwatch:logs StreamLogs: not allowed: yes"],
      ["aws:elasticbeanstalk:command Timeout: not allowed: 3601"],
      ["aws:elasticbeanstalk:managedactions PreferredStartTime: not allowed: Sunday:04:00"],
      ["aws:elasticbeanstalk:environment:process:default Port: not of this kind of environment"],
      ["aws:elasticbeanstalk:application Application Healthcheck URL: not of this kind of environment"],
      ["aws:autoscaling:asg MaxSize: twice"],
      ["MinSize is above MaxSize"],
      ["MinInstancesInService leaves nothing to replace"],
      ["an immutable version needs immutable machines"],
      ["a single instance knows AllAtOnce and Immutable"],
      ["BreachDuration is not Period x EvaluationPeriods"],
      ["without the default group, groups are needed"],
      ["a listener with HTTPS needs a certificate"],
      ["the load balancer would be a classic one"],
      ["managed updates need a time, a level and enhanced health"],
    ]);
  });

  it("fit together for every number of instances, in an order of their own, once each", () => {
    const needs = fc.record({
      sizes: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
      updates: fc.constantFrom("rolling" as const, "immutable" as const),
      secure: fc.boolean(),
      drainSeconds: fc.integer({ min: 1, max: 600 }),
      logDays: fc.constantFrom(1 as const, 30 as const, 365 as const),
    });
    fc.assert(
      fc.property(needs, ({ sizes: [one, other], ...rest }) => {
        const [min, max] = [Math.min(one, other), Math.max(one, other)];
        const options = beanstalkOptions({
          ...rest,
          ...{ min, max, balanced: max > 1, instance: "t4g.small", cache: "instance" },
          ...{ rootGb: 16, platformUpdates: "Sun:04:00" },
        });
        expect(options).to.deep.equal(sortedOptions(options.toReversed()));
        const late = [
          "without the default group, groups are needed",
          "a listener with HTTPS needs a certificate",
        ];
        expect(optionProblems(options).filter((problem) => !late.includes(problem))).to.deep.equal([]);
      }),
    );
  });
});
