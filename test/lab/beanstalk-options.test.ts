import { expect } from "chai";
import { imitatesOption, optionProblem, wishOf } from "../../lab/beanstalk/options";
import limits from "../../lab/limits.json";
import type { Properties } from "../../rig/provider/difference";
import inputsOfBalanced from "../golden/inputs-beanstalk-balanced.json";
import inputsOfSingle from "../golden/inputs-beanstalk-single.json";

function environmentIn(all: Readonly<Record<string, object>>): Properties {
  const found = Object.entries(all).find(([urn]) => urn.includes("environment:Environment"))?.[1];
  if (!found) throw new Error("there is no environment");
  return { ...found };
}

const changed = (namespace: string, name: string, value: string): Properties => ({
  settings: [{ namespace, name, value }],
});

describe("options of an environment in the lab", () => {
  it("of one instance mean no load balancer", () => {
    expect(wishOf(environmentIn(inputsOfSingle))).to.deep.equal({ size: 1 });
  });

  it("of several mean a load balancer that asks them as it is told, for both ports", () => {
    expect(wishOf(environmentIn(inputsOfBalanced))).to.deep.equal({
      size: 1,
      balancer: {
        port: 80,
        healthCheck: {
          path: "/ladder/health",
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        drainSeconds: 20,
        listeners: [
          { port: 80, protocol: "HTTP" },
          { port: 443, protocol: "HTTPS" },
        ],
      },
    });
  });

  it("are refused when they are neither imitated nor listed as recorded only", () => {
    expect(optionProblem(changed("aws:autoscaling:asg", "Cooldown", "360"))).to.equal(
      "the lab does not imitate the options aws:autoscaling:asg Cooldown=360",
    );
  });

  it("are refused with a value that means something else", () => {
    const immutable = changed("aws:elasticbeanstalk:command", "DeploymentPolicy", "Immutable");
    expect(optionProblem(immutable)).to.equal(
      "the lab does not imitate the options aws:elasticbeanstalk:command DeploymentPolicy=Immutable",
    );
  });

  it("are not both imitated and recorded only", () => {
    expect(Object.keys(limits.options).filter(imitatesOption)).to.deep.equal([]);
  });
});
