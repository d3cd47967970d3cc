"""What campaigns ask of villages is asked together, each told by whom."""

from datetime import date

from villages.models import Body, Person, Term
from villages.queries import demand as demand_queries
from villages.rules.bodies import LEGAL, BodyKind
from villages.rules.kinds import Topic


def test_without_a_campaign_nothing_is_asked_but_by_law(village):
    asked = demand_queries.demands(village.township)
    assert asked == [] and demand_queries.texts_needed(asked) == {}
    assert tuple(demand_queries.bodies_asked(asked)) == LEGAL
    assert demand_queries.topics_asked(asked) == []


def test_an_association_is_the_villages_that_has_one(village, other_village):
    assert not demand_queries.has_association(village)
    body = Body.objects.create(village=village, kind=BodyKind.ASSOCIATION)
    person = Person.objects.create(village=village, name="李会长")
    Term.objects.create(body=body, person=person, post="president", since=date(2025, 1, 1))
    assert demand_queries.has_association(village)
    assert not demand_queries.has_association(other_village)


def test_topics_come_in_their_own_order(village, asking):
    asking.topics_asked = ["service", "lawfulness"]
    asking.save()
    asked = demand_queries.demands(village.township)
    assert demand_queries.topics_asked(asked) == [Topic.LAWFULNESS, Topic.SERVICE]


def test_several_campaigns_ask_together_and_each_is_told(village, asking):
    asking.bodies_asked, asking.texts_needed = ["supervision"], {"covenant": 1}
    asking.save()
    asking.pk, asking.name, asking.bodies_asked = (
        None,
        "民主法治创建",
        ["supervision", "association"],
    )
    asking.texts_needed = {"covenant": 2, "rule": 1}
    asking.save()
    asked = demand_queries.demands(village.township)
    assert demand_queries.texts_needed(asked) == {"covenant": 2, "rule": 1}
    told = demand_queries.bodies_asked(asked)
    assert told[BodyKind.ASSOCIATION] == ["民主法治创建"] and len(told[BodyKind.SUPERVISION]) == 2
    assert BodyKind.WORKING_GROUP not in told and told[BodyKind.COMMITTEE] == []


def test_the_reviewer_is_asked_each_question_once(village, asking):
    asking.review_questions = [{"code": "equal", "question": "一视同仁", "basis": "方案"}]
    asking.save()
    first = asking.name
    asking.pk, asking.name = None, "民主法治创建"
    asking.save()
    (told,) = demand_queries.questions_asked(demand_queries.demands(village.township))
    assert told[0] in (first, "民主法治创建") and told[1].question == "一视同仁"
    assert demand_queries.questions_asked([]) == []
