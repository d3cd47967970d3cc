"""The page of a workflow's acts offers those that have an address of their own."""

import pytest
from django.http import Http404

from tests.hostile_forms import form_pages
from township.crud import ActPage


def test_no_address_leads_to_an_act_that_another_one_takes(rf, office):
    inner = [
        (page, transition.name)
        for page in form_pages().values()
        if issubclass(page, ActPage)
        for transition in page.workflow.transitions
        if transition.is_inner
    ]
    assert {page.__name__ for page, _ in inner} >= {"RewardAct", "MotionAct", "CorrectionAct"}
    for page, act in inner:
        view = page()
        view.setup(rf.post("/"), pk=1, act=act)
        view.get_object = object
        with pytest.raises(Http404):
            view.prepare()
