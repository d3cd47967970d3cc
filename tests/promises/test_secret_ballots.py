"""Promise 28: of a secret ballot only sums exist, and they cannot be changed unseen."""

import pytest
from django.core.management import CommandError, call_command

from archives.acts import fixity
from archives.models import PartFile
from tests.archives.tampering import flip_a_byte
from tests.villages import way
from township.users.models import User
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts import roll as roll_acts
from villages.models import Ballot, Motion, Person, Tally
from villages.rules.kinds import VotingMethod

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(papers_set, village, cadre, categories, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    way.adopted(village, cadre)
    return Motion.objects.get()


def test_no_row_of_a_secret_ballot_belongs_to_a_person(village, cadre):
    version, meeting = way.final(village, cadre), way.meeting(village, cadre)
    motion = meeting_acts.add_motion(
        meeting, by=cadre, text_version=version, method=VotingMethod.SECRET
    )
    somebody = Person.objects.create(village=village, name="张三")
    with pytest.raises(Refused):
        roll_acts.cast(motion, somebody, Ballot.Choice.YES, by=cadre)
    with pytest.raises(Refused):
        roll_acts.cast_all(motion, {somebody.pk: Ballot.Choice.YES}, by=cadre)
    assert not Ballot.objects.exists()
    related = {one.related_model for one in Tally._meta.fields if one.is_relation}
    assert related == {Motion, User}, "sums, and who entered them"


def test_one_bit_of_the_record_of_a_vote_is_missed(closed):
    assert not list(fixity.verify())
    kept = PartFile.objects.filter(part__record__source=f"vote:{closed.pk}").select_related("file")
    flip_a_byte(kept[0].file)
    with pytest.raises(CommandError):
        call_command("verify", verbosity=0)
