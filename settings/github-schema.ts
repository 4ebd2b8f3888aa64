import { z } from "zod";

/** Who on GitHub may preview and deploy a stack. */
export const github = z
  .strictObject({
    repository: z
      .string()
      .regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,60})\/[\w.-]{1,120}$/,
        "a repository as GitHub's tokens name it, such as octo-org-123456/shop-456789",
      )
      .describe(
        "The repository as its tokens name it: owner/name, with the ids of both for one that was made, renamed or moved after 2026-06-18 (octo-org-123456/shop-456789); docs/deploying.md says where to read it. A change takes the roles from the one and gives them to the other.",
      ),
    branch: z
      .string()
      .regex(/^[\w./-]{1,200}$/, "a branch such as main")
      .default("main")
      .describe(
        "The branch whose workflows may deploy. Who may push to it is an administrator of the account.",
      ),
    identityProvider: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "GitHub as an identity provider of the AWS account, which can have it once. existing: another stack made it, or a person.",
      ),
  })
  .describe(
    "Workflows of GitHub Actions that preview and deploy this stack, without keys: two roles that AWS gives them for an hour. Default: none. Free.",
  );
