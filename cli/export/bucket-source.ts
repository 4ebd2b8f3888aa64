import type { S3Client } from "@aws-sdk/client-s3";
import type { Account } from "../../components/run-on-box/systems-manager";
import { bucketPrefix } from "../../plan/names";
import { awsProblem } from "../box/box-problem";
import { UserMistake } from "../run-command";
import { type BackupSource, identifiersAmong } from "./backup-source";

const prefix = "backups/";

/** The stack's bucket of backups, found by its name unless it is given. */
export async function bucketSource(stack: string, account: Account, given?: string): Promise<BackupSource> {
  const { sdk, client } = await openS3(account);
  const Bucket = given ?? (await asked(() => findBucket(sdk, client, stack)));
  const get = async (key: string) => {
    const { Body } = await asked(() => client.send(new sdk.GetObjectCommand({ Bucket, Key: prefix + key })));
    if (Body === undefined) throw new UserMistake(`s3://${Bucket}/${prefix}${key} is empty`);
    return Body;
  };
  return {
    title: `s3://${Bucket}`,
    identifiers: async () => {
      const keys: string[] = [];
      const pages = sdk.paginateListObjectsV2({ client }, { Bucket, Prefix: prefix });
      await asked(async () => {
        for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
      });
      return identifiersAmong(keys.map((key) => key.slice(prefix.length)));
    },
    text: async (key) => (await get(key)).transformToString(),
    stream: async ({ key }) => (await get(key)) as unknown as AsyncIterable<Uint8Array>,
  };
}

async function openS3({ region, profile }: Account) {
  // package.json says which Node the project runs on.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-s3");
  return { sdk, client: new sdk.S3Client({ region, profile }) };
}

async function findBucket(
  sdk: typeof import("@aws-sdk/client-s3"),
  client: S3Client,
  stack: string,
): Promise<string> {
  const start = bucketPrefix(stack, "backups");
  const { Buckets = [] } = await client.send(new sdk.ListBucketsCommand({ Prefix: start }));
  const found = Buckets.flatMap(({ Name }) => (Name?.startsWith(start) ? [Name] : []));
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  throw new UserMistake(
    one === undefined
      ? `No bucket of this account begins with ${start}: name the stack's with --bucket, or give --backups FOLDER or --without-data.`
      : `Several buckets begin with ${start}: name the stack's with --bucket (${found.join(", ")}).`,
  );
}

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw awsProblem(error);
  }
}
