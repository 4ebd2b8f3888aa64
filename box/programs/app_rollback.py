"""Whether an app can go back to the version that ran before, or return from there. Pure: documents in, a sentence out."""
import versions


def refusal(app, state, wanted, migrated, force):
    """Why the app cannot be rolled back, as a sentence; None when it can. `app` is its part of box.json, `wanted` the version
    that the stack wants, `migrated` whether that one's migration has run.
    """
    name, running, earlier = app["name"], state.get("running"), state.get("before")
    rollback = state.get("rollback")
    if rollback and rollback["to"]["key"] == wanted["key"]:
        return f"{name} is rolled back already; to undo that: npm run box -- rollback {name} --undo"
    if not running or not earlier:
        return f"no earlier version of {name} has run on this box"
    if running["key"] != wanted["key"]:
        return f"{name} runs its earlier version already: the newest did not become healthy"
    missing = lost_needs(earlier["app"], app)
    if missing:
        return f"the earlier version of {name} needs {missing}, which the settings do not give it any more"
    if ("port" in earlier["app"]) != ("port" in app):
        return f"the earlier version of {name} was {'a web app' if 'port' in earlier['app'] else 'a worker'}; change the settings instead"
    if migrated and earlier["migration"] != wanted["migration"] and not force:
        return (
            f"{name}'s migration has run with {versions.label(wanted)}, and the earlier version does not know what it changed; "
            "when the earlier one can live with that, add --force"
        )
    return None


def lost_needs(earlier, today):
    """What an earlier version had and today's has not, in words."""
    names = {secret["name"] for secret in today["secrets"]}
    lost = [f"the secret {secret['name']}" for secret in earlier["secrets"] if secret["name"] not in names]
    lost += [f"a {service}" for service in ("database", "cache") if service in earlier and service not in today]
    return " and ".join(lost)


def rolled_back(state, wanted, since):
    left = {name: wanted[name] for name in ("key", "bundle", "image")}
    return {**state, "rollback": {"from": left, "to": state["before"], "since": since}}
