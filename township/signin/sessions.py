"""Django's sessions in the database, with whose they are and since when: SESSION_ENGINE."""

import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from township.access import sitting
from township.question import StandingQuestion
from township.signin.models import Session


@StandingQuestion
def _of_key(key):
    return Session.objects.filter(session_key=key).order_by()


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        for row in _of_key(self.session_key):
            if row.expire_date > timezone.now():
                return row
        self._session_key = None
        return None

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
