export const databasePort = 5432;
/** Not `postgres`, which everybody guesses; `rdsadmin` is AWS's own. */
export const databaseAdmin = "ladder";
/** Parameter of the administrator's password, under the box's (plan/names.ts#boxParameter). */
export const rdsPassword = "RDS_PASSWORD";
