/** What the engine hands over; values it does not know yet are a text of its own. */
export interface Inputs {
  readonly instanceId: string;
  readonly region: string;
  readonly bundleVersion: string;
  readonly bundleUpload: string;
  readonly timeoutSeconds: number;
  readonly profile?: string;
}

/** What the state keeps: the inputs, and what the box said. */
export interface Outputs extends Inputs {
  readonly appliedVersion: string;
  readonly states: Readonly<Record<string, string>>;
  /** What the databases on the box held then; absent where there are none. */
  readonly databaseBytes?: number;
  readonly databaseBytesAsOf?: string;
}
