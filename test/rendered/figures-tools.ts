/** Answers the Docker commands that the programs ask, from files beside it. */
export const docker = `#!/usr/bin/env bash
here=$(dirname "$0")
case $1 in
  ps) if [[ -s $here/containers.json ]]; then jq -r '.[].Id' "$here/containers.json"; fi ;;
  inspect) cat "$here/containers.json" ;;
  logs) printf '%s\\n' "$*" >>"$here/asked"; cat "$here/caddy.log" ;;
  exec) cat "$here/connections" ;;
esac
`;

/** What is sent, as it would go over the wire, into a file. */
export const boto3 = `
import json, os
class client:
    def __init__(self, service, region_name): self.service = (service, region_name)
    def put_metric_data(self, **named):
        with open(os.environ["SENT"], "a") as file: file.write(json.dumps([*self.service, named]) + "\\n")
`;

/** Docker's description of one. */
export const container = (name: string, health: string) => ({
  Id: name,
  Created: "2026-11-21T00:00:00Z",
  Config: { Labels: { "com.docker.compose.service": name }, Image: name },
  State: { Status: "running", Running: true, Health: { Status: health } },
});

/** What CloudWatch is told. */
export interface Datum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
}
