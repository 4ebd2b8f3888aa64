import { makePlan } from "../../plan/plan";
import type { Plan } from "../../plan/types";
import { checkSettings } from "../../settings/check";
import { linesOf } from "../settings/problems-of";

export interface Where {
  readonly region?: string;
  readonly stack?: string;
}

/** The plan of settings, with folders that hold nothing. */
export function planned(raw: object, { region = "us-east-1", stack = "dev" }: Where = {}): Plan {
  const settings = checkSettings(raw, { stack });
  const folders = Object.fromEntries(settings.apps.map(({ name }) => [name, "00ff"]));
  return makePlan(settings, { project: "ladder", stack, region, folders, siteFiles: {}, edgeDigest: "00ff" });
}

/** The lines in which the settings or the plan refuse; empty when they do not. */
export function refusals(raw: object, where?: Where): readonly string[] {
  return linesOf(() => planned(raw, where));
}

/** An app from an image; a web app unless told otherwise. */
export function app(name: string, more: object = {}): object {
  return { name, image: `ghcr.io/acme/${name}:1.0.0`, port: 80, ...more };
}
