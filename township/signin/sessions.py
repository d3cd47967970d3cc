"""Django's sessions in the database, with whose they are and since when: SESSION_ENGINE."""

import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from township.access import sitting
from township.signin.models import Session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address, row.agent = data.get(sitting.ADDRESS, ""), data.get(sitting.AGENT, "")
        row.signed_in_at = _moment(data.get(sitting.SIGNED_IN))
        row.seen_at = _moment(data.get(sitting.SEEN))
        return row


def _moment(seconds):
    return seconds and datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def end_all(users, *, but: str | None = None) -> int:
    """Sign people out everywhere, except in the session with the key `but`; returns how often."""
    return Session.objects.filter(user__in=users).exclude(session_key=but).delete()[0]


def sweep_sessions() -> int:
    """Delete the rows of sessions that are over."""
    return Session.objects.exclude(pk__in=Session.objects.running().values("pk")).delete()[0]
