"""The files that name the container of each web app; Caddy reads them for every request (box/caddy/site.ts)."""
import os

FOLDER = "/etc/ladder/caddy/upstreams"


def _file(app):
    return os.path.join(FOLDER, app)


def target(app):
    """Container that requests go to; None while they wait."""
    try:
        with open(_file(app), encoding="ascii") as file:
            return file.read().partition(":")[0]
    except FileNotFoundError:
        return None


def point(app, container, port):
    """All requests from now on go to the container. Renamed into place: Caddy never reads half a file."""
    text = f"{container}:{port}"
    try:
        with open(_file(app), encoding="ascii") as file:
            if file.read() == text:
                return
    except FileNotFoundError:
        os.makedirs(FOLDER, exist_ok=True)
    # Beside the folder's other files, under a name that no app can have.
    new = _file(f"{app}.new")
    with open(new, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.rename(new, _file(app))


def hold(app):
    """Requests wait in Caddy."""
    try:
        os.unlink(_file(app))
    except FileNotFoundError:
        pass
