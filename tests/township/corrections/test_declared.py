"""Every noun that can be corrected: its fields exist, its form asks for them, its page is there."""

import pytest
from django.urls import reverse

from township.access.policy import GRANTS, SEEN_BY
from township.corrections import CORRECTABLE
from township.corrections.forms import OTHER_FILE, AskCorrectionForm, form_for
from township.history.frozen import REGISTERED

NOUNS = sorted(CORRECTABLE)
OWN = set(AskCorrectionForm.declared_fields)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_correctable_noun_is_whole(noun):
    one = CORRECTABLE[noun]
    assert one.permission in GRANTS and noun in SEEN_BY
    assert reverse(one.url_name, args=[1]).endswith("/correct/")
    assert not OWN & set(one.fields), "the correction's own fields would hide the noun's"
    assert set(form_for(one).base_fields) == {
        *one.fields,
        *OWN,
        *([OTHER_FILE] if one.file else []),
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_the_database_opens_what_may_be_corrected(noun):
    """In every rule that freezes the noun, for its own corrections."""
    one = CORRECTABLE[noun]
    files = [one.file[0], f"{one.file[0]}_name"] if one.file else []
    columns = {one.model._meta.get_field(name).column for name in (*one.fields, *files)}
    rules = [rule for rule in REGISTERED if rule.model is one.model]
    assert rules or noun == "villages.village"
    for rule in rules:
        assert columns <= {*rule.correctable, *rule.except_columns}
        assert noun in {name for name, _ in rule.corrected_by}


def test_nouns_that_persons_decide_are_among_them():
    assert {"campaigns.honour", "campaigns.reward", "villages.meeting", "villages.tally"} <= set(
        NOUNS
    )
