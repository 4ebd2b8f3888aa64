"""How long programs of the box wait for what may never answer, in seconds: a Docker that hangs or a server whose disk does not
answer must end in a sentence, and never keep apps stopped without one. What takes as long as there is data has no limit in all;
move_watch ends it when nothing happens any more."""

# A Docker command. It takes a second or two; on a box that is short of memory, or while Docker is upgraded, some ten.
DOCKER = 120
# `docker stop`: an app's own stopSeconds, at most 300 (settings/app-schema.ts), and Docker's own time.
STOP = 300 + DOCKER
# A question to a server during a move. The longest wait for a lock, 60 (move_place.py), and the longest answers are about as
# many large objects or tables as one database has.
QUESTION = 300
# A program that has nothing more to come: it ends in milliseconds.
END = 10
# Between two looks at a copy.
LOOK = 15
# Until the box's PostgreSQL answers: after a power cut it reads its log first.
START = 300
# Without anything new at a copy, a description or an analysis. A network that is gone ends a session in 30 (move_place.py), a
# lock that somebody took in 60; RDS that fails over is back in 120.
STANDSTILL = 300
# One app on the place where its data is now: to be stopped, made, and healthy, which has 300 (rolling.py).
APP = STOP + DOCKER + 300
# Secrets, static sites and the Compose file of a version, from S3 and Systems Manager.
VERSION = 900
