/** A resource as the program registered it: what the tree, the cost review and the tests read. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent component; undefined at the root of the stack. */
  readonly parent?: string;
  readonly custom: boolean;
  /** Secrets are "[secret]", references between resources "${urn.property}", values only AWS knows in a preview "[unknown]". */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: RecordedOptions;
}

export interface RecordedOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly aliases: readonly string[];
  /** URNs of everything the resource waits for, named or through its inputs. */
  readonly dependsOn: readonly string[];
  /** Limits that differ from the provider's own, `create=75m`. */
  readonly timeouts: readonly string[];
}
