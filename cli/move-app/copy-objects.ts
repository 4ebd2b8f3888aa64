import type { HeadObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";
import type { Account } from "../../components/run-on-box/systems-manager";
import { awsProblem } from "../box/box-problem";

/**
 * S3 copies no more in one request, and takes parts of up to this size;
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html (2026-11-21).
 */
const largestCopyBytes = 5 * 2 ** 30;
const prefix = "backups/";

export interface Buckets {
  readonly from: string;
  readonly to: string;
}

/**
 * Copies objects from one bucket of backups to the other, inside S3 and with the operator's own rights: no box may read or
 * write a bucket of another stack. `partBytes`: of a copy in parts.
 */
export async function copyObjects(
  account: Account,
  buckets: Buckets,
  keys: readonly string[],
  partBytes = largestCopyBytes,
): Promise<void> {
  // package.json says which Node the project runs on.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({ region: account.region, profile: account.profile });
  try {
    for (const key of keys) await copyObject({ sdk, client, partBytes }, buckets, prefix + key);
  } catch (error) {
    throw awsProblem(error);
  }
}

interface Tools {
  readonly sdk: typeof import("@aws-sdk/client-s3");
  readonly client: S3Client;
  readonly partBytes: number;
}

async function copyObject(tools: Tools, { from, to }: Buckets, Key: string): Promise<void> {
  const { sdk, client, partBytes } = tools;
  const CopySource = `${from}/${Key}`;
  const { ContentLength: size = 0 } = await client.send(new sdk.HeadObjectCommand({ Bucket: from, Key }));
  if (size <= partBytes) await client.send(new sdk.CopyObjectCommand({ Bucket: to, Key, CopySource }));
  else await copyInParts(tools, { Bucket: to, Key }, CopySource, size);
}

async function copyInParts(
  { sdk, client, partBytes }: Tools,
  target: { readonly Bucket: string; readonly Key: string },
  CopySource: string,
  size: NonNullable<HeadObjectCommandOutput["ContentLength"]>,
): Promise<void> {
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(target));
  const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
  for (let start = 0, PartNumber = 1; start < size; start += partBytes, PartNumber += 1) {
    const CopySourceRange = `bytes=${start}-${Math.min(start + partBytes, size) - 1}`;
    const part = { ...target, UploadId, PartNumber, CopySource, CopySourceRange };
    const { CopyPartResult } = await client.send(new sdk.UploadPartCopyCommand(part));
    Parts.push({ ETag: CopyPartResult?.ETag, PartNumber });
  }
  await client.send(
    new sdk.CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
  );
}
