/** What the engine hands over; values it does not know yet are a text of its own. */
export interface MigrationInputs {
  readonly app: string;
  /** Changes when the migration must run: image, command, database. */
  readonly version: string;
  readonly region: string;
  readonly profile?: string;
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly assignPublicIp: boolean;
  readonly logGroup: string;
  readonly parameters: readonly string[];
}
