import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { rig } from "../../rig/rig";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf, render, secretValue } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";

const token = "/ladder/rig/apps/todo/API_TOKEN";

/** The portfolio with a title and one more site. */
const withLanding = (title: string): RigSettings => {
  const settings = withApp(portfolio, "todo", { env: { APP_TITLE: title } });
  return { ...settings, apps: [...settings.apps, { name: "landing", static: "./examples/site-portfolio" }] };
};

describe("a bundle that refers to", () => {
  let box: Box;

  beforeEach(async () => {
    box = await sharedBox();
  });

  const containers = () => box.exec("docker ps -q --no-trunc | sort");
  const title = async () =>
    /<title>(.*)<\/title>/.exec((await box.ask({ host: box.host("todo") })).body)?.[1];

  /** Publishes without what `pulumi up` uploads beside it, and gives the box's sentence when nothing changed. */
  const refusal = async (settings: RigSettings) => {
    const before = await containers();
    const { error } = await box.take(await bundleOf(settings, box.address));
    expect(await containers()).to.equal(before);
    expect(await title()).to.equal("Todo");
    return error;
  };

  it("a secret that is gone changes nothing and names the secret; the next one with it is taken", async () => {
    await rig().cloud.removeParameter(token);
    const error = await refusal(withApp(portfolio, "todo", { env: { APP_TITLE: "No secret" } }));
    expect(error).to.equal(`the secret ${token} is not in Parameter Store`);
    await rig().cloud.putParameter(token, secretValue(token));
    expect((await deploy(withApp(portfolio, "todo", { env: { APP_TITLE: "Secret again" } }))).error).to.equal(
      "",
    );
    expect(await title()).to.equal("Secret again");
  });

  it("a secret that is gone serves as before after a reboot", async () => {
    await rig().cloud.removeParameter(token);
    await box.reboot();
    await until("the box says what is missing", 120, async () => (await box.result())?.ok === false);
    expect((await box.result())?.error).to.equal(`the secret ${token} is not in Parameter Store`);
    await until("the app answers", 60, async () => (await title()) === "Todo");
    await rig().cloud.putParameter(token, secretValue(token));
  });

  it("a site whose zip is missing or damaged changes nothing and names the site; a whole zip is taken", async () => {
    const { sites } = await render(withLanding("With a site"));
    const key = Object.keys(sites).find((name) => name.startsWith("static/landing/")) ?? "";
    expect(await refusal(withLanding("Zip missing"))).to.include(
      `the static site landing cannot be fetched from ${key}`,
    );
    await rig().cloud.putObject(key, "no zip");
    expect(await refusal(withLanding("Zip damaged"))).to.equal(
      `the static site landing cannot be fetched from ${key}: File is not a zip file`,
    );
    expect((await deploy(withLanding("Zip whole"))).error).to.equal("");
    expect((await box.ask({ host: box.host("landing") })).status).to.equal(200);
  });
});
