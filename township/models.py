"""The ground floor's models, gathered for Django."""

from township.alerts.couriers import AlertChoice, Courier, Dispatch
from township.alerts.models import Alert
from township.calendar.models import CalendarKey
from township.corrections.models import Correction
from township.crud.models import UsedKey
from township.files.models import StoredFile, Upload
from township.history.models import Chain, Entry
from township.papers.issued import IssuedPaper
from township.papers.sources import OwnTemplate
from township.personal.models import OpenPhone
from township.remarks.models import Remark
from township.signin.models import AccessEvent, Guesses, Session
from township.tasks.models import WorkerBeat
from township.users.models import District, Membership, Township, User
from township.users.stand_in import StandIn

__all__ = [
    "AccessEvent",
    "Alert",
    "AlertChoice",
    "CalendarKey",
    "Chain",
    "Correction",
    "Courier",
    "Dispatch",
    "District",
    "Entry",
    "Guesses",
    "IssuedPaper",
    "Membership",
    "OpenPhone",
    "OwnTemplate",
    "Remark",
    "Session",
    "StandIn",
    "StoredFile",
    "Township",
    "Upload",
    "UsedKey",
    "User",
    "WorkerBeat",
]
