/** A secret variable of an app. */
export interface SecretPlan {
  /** Environment variable. */
  readonly name: string;
  /** SSM parameter that holds the value: /ladder/<stack>/apps/<app>/<NAME>. */
  readonly parameter: string;
  readonly source: "given" | "generated";
  readonly length: number;
  readonly version: number;
}
