/**
 * What an app may do on the cache: everything with its own keys and channels, nothing that shows or changes what belongs to
 * all apps. The same as on the box (box/programs/secret_files.py says why each); a test compares them.
 */
const commandRules =
  "+@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill " +
  "-client|tracking +info +pubsub|numsub";

/** Access string of an app's user. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html#Access-string */
export function accessString(prefix: string): string {
  return `on ~${prefix}* resetchannels &${prefix}* ${commandRules}`;
}

/** Of the group's `default` user, which clients without a name become: nothing. */
export const noAccess = "off ~* -@all";
