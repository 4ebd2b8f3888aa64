"""Versions of apps that did not become healthy in this boot, so that the timer does not stop the old container for them again."""
import json
import os

FOLDER = "/run/ladder/failed-rolls"


def sentence(app, identity):
    """What was said about it; None for a version that was not tried, or that apply was asked to try again."""
    try:
        with open(os.path.join(FOLDER, app), encoding="utf-8") as file:
            return json.load(file).get(identity)
    except FileNotFoundError:
        return None


def forget(app):
    """Somebody asks for it to be tried again."""
    try:
        os.unlink(os.path.join(FOLDER, app))
    except FileNotFoundError:
        pass


def remember(app, identity, text):
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    with open(os.path.join(FOLDER, app), "w", encoding="utf-8") as file:
        json.dump({identity: text}, file)
