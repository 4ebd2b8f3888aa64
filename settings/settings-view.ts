/**
 * The settings as far as they can be read. Checks between settings work on this view of the raw text instead of the
 * parsed settings, so that one mistake does not hide the others.
 */
export interface SettingsView {
  readonly domain?: string;
  readonly given: ReadonlySet<string>;
  readonly cidr?: string;
  /** Lists in which AWS takes no value twice, by their path. */
  readonly lists: Readonly<Record<ListPath, readonly unknown[]>>;
  readonly schedule: Fields;
  readonly backups: Fields;
  readonly advice: Fields;
  readonly apps: readonly AppView[];
  /** Values of given secrets by app; undefined when `secrets` is no map. */
  readonly secrets?: Fields;
}

type ListPath = "budget.emails" | "budget.actualPercent" | "budget.forecastPercent" | "alerts.emails";

export interface AppView {
  readonly index: number;
  /** `apps[2]` */
  readonly path: string;
  readonly name?: string;
  /** The settings that are written down, whatever their value. */
  readonly given: ReadonlySet<string>;
  readonly image?: string;
  readonly hosts: readonly unknown[];
  readonly redirectHosts: readonly unknown[];
  readonly basicAuth: Fields;
  readonly env: Fields;
  readonly command: readonly unknown[];
  readonly migrate?: string;
  readonly readOnly: boolean;
  readonly secrets: readonly SecretView[];
  readonly volumes: readonly Fields[];
}

export interface SecretView {
  /** `apps[2].secrets[0]` */
  readonly path: string;
  readonly name: string;
  readonly generated: boolean;
}

/** A map of any content. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads what can be read; never fails. */
export function settingsView(raw: unknown): SettingsView {
  const root = fields(raw);
  return {
    domain: text(root.domain),
    given: new Set(Object.keys(root)),
    cidr: text(fields(root.network).cidr),
    lists: {
      "budget.emails": list(fields(root.budget).emails),
      "budget.actualPercent": list(fields(root.budget).actualPercent),
      "budget.forecastPercent": list(fields(root.budget).forecastPercent),
      "alerts.emails": list(fields(root.alerts).emails),
    },
    schedule: fields(root.schedule),
    backups: fields(root.backups),
    advice: fields(root.advice),
    apps: list(root.apps).map((app, index) => appView(fields(app), index)),
    secrets: root.secrets === undefined || isFields(root.secrets) ? fields(root.secrets) : undefined,
  };
}

/** A map, or an empty one in place of anything else. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Whether the value is a map. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function appView(app: Fields, index: number): AppView {
  const path = `apps[${index}]`;
  return {
    index,
    path,
    name: text(app.name),
    given: new Set(Object.keys(app)),
    image: text(app.image),
    hosts: list(app.hosts),
    redirectHosts: list(app.redirectHosts),
    basicAuth: fields(app.basicAuth),
    env: fields(app.env),
    command: list(app.command),
    migrate: text(app.migrate),
    readOnly: app.readOnly === true,
    secrets: list(app.secrets).flatMap((secret, place) => secretView(secret, `${path}.secrets[${place}]`)),
    volumes: list(app.volumes).map(fields),
  };
}

/** A text that is no variable's name is left out: it may be the secret itself, put in the wrong place. */
function secretView(secret: unknown, path: string): readonly SecretView[] {
  const name = text(isFields(secret) ? secret.name : secret);
  if (name === undefined || !/^[A-Z_][A-Z0-9_]*$/.test(name)) return [];
  return [{ path, name, generated: isFields(secret) }];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? [...value] : [];
}
