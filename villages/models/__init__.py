from villages.models.activity import Activity
from villages.models.appraisal import Appraisal
from villages.models.attachment import Attachment
from villages.models.authorisation import Authorisation
from villages.models.autonomy import Autonomy, SignedCount
from villages.models.ballot import Attendance, Ballot
from villages.models.commendation import Commendation
from villages.models.consultation import Channel, Consultation, Opinion
from villages.models.deliberation import Deliberation
from villages.models.figures import Figures
from villages.models.filing import Filing, FilingCheck
from villages.models.filing_flag import FilingFlag
from villages.models.meeting import Meeting
from villages.models.motion import Motion, Tally
from villages.models.organisation import (
    Body,
    Candidate,
    Have,
    HaveKey,
    HavesCheck,
    Selection,
    Term,
)
from villages.models.oversight import OversightCheck, OversightOpinion
from villages.models.person import Person
from villages.models.posting import Posting
from villages.models.prereview import LegalAdvice, Prereview
from villages.models.prior_adoption import PriorAdoption
from villages.models.publicity import Publicity
from villages.models.query import Asker, Query
from villages.models.recall import Recall
from villages.models.roster import AssociationMember, Representative
from villages.models.text import Clause, StageText, Text, TextVersion
from villages.models.village import Group, Village
from villages.models.village_change import VillageChange

__all__ = [
    "Activity",
    "Appraisal",
    "Asker",
    "AssociationMember",
    "Attachment",
    "Attendance",
    "Authorisation",
    "Autonomy",
    "Ballot",
    "Body",
    "Candidate",
    "Channel",
    "Clause",
    "Commendation",
    "Consultation",
    "Deliberation",
    "Figures",
    "Filing",
    "FilingCheck",
    "FilingFlag",
    "Group",
    "Have",
    "HaveKey",
    "HavesCheck",
    "LegalAdvice",
    "Meeting",
    "Motion",
    "Opinion",
    "OversightCheck",
    "OversightOpinion",
    "Person",
    "Posting",
    "Prereview",
    "PriorAdoption",
    "Publicity",
    "Query",
    "Recall",
    "Representative",
    "Selection",
    "SignedCount",
    "StageText",
    "Tally",
    "Term",
    "Text",
    "TextVersion",
    "Village",
    "VillageChange",
]
