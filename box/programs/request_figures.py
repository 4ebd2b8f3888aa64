"""What visitors saw since the last look, from Caddy's access log. Each request is one value, 0 or 100 where it is a share, so
that CloudWatch's mean is a percentage, its percentile a percentile and its count the number of requests."""
import collections
import json
import math
import subprocess

CADDY = "ladder-caddy-1"
# Neighbouring values of latency differ by a tenth: at most 150 of them fit into a call.
STEP = 1.1
SHORTEST_MS = 0.1
LONGEST_MS = 100_000


def since(start, end):
    """Metric -> value -> how often. `start` and `end` are seconds."""
    found = {"LatencyMs": collections.Counter(), "ServerErrorPercent": collections.Counter(), "ClientErrorPercent": collections.Counter()}
    for request in requests(start, end):
        status = request["status"]
        found["LatencyMs"][latency(request["duration"])] += 1
        found["ServerErrorPercent"][100 if status >= 500 else 0] += 1
        found["ClientErrorPercent"][100 if 400 <= status < 500 else 0] += 1
    return found


def latency(seconds):
    """Milliseconds, rounded to a step."""
    milliseconds = min(max(seconds * 1000, SHORTEST_MS), LONGEST_MS)
    return round(STEP ** round(math.log(milliseconds, STEP)), 3)


def requests(start, end):
    """Line by line: a busy five minutes would not fit into memory. Caddy writes to both of its outputs."""
    command = ("docker", "logs", "--since", f"{start:.3f}", "--until", f"{end:.3f}", CADDY)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as logs:
        for line in logs.stdout:
            request = parsed(line)
            if request is not None:
                yield request


def parsed(line):
    """None for what is no request."""
    if b'"http.log.access' not in line:
        return None
    try:
        found = json.loads(line)
        return {"status": int(found["status"]), "duration": float(found["duration"])}
    except (ValueError, KeyError, TypeError):
        return None
