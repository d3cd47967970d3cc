"""Nobody saves over what somebody else changed since: every form of an existing row carries a
version or a digest of what was read, and the page compares it before it saves.
"""

import inspect
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

from campaigns.models import Sheet, Target
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from tests.sent import FORM
from tests.villages import way
from township.accounts.account_forms import AccountForm
from township.accounts.account_views import AccountUpdate
from township.crud import FormPage, UpdatePage, UserModelForm
from township.crud.forms import UNREAD
from township.crud.sending import RemovePage, Sending
from township.users.models import User
from township.workflow import Refused
from villages.acts.organisation import body_of, seat, write_duty
from villages.models import Autonomy, Body, Person, SignedCount, Term

OVERTAKEN = "别人改过这里的内容"
# What these forms write is new beside what is there, or an act that its own guard judges.
WRITES_NEW = {
    "ScanForm": "scans that came in, a batch of their own",
    "StandInForm": "who stands in for a post",
    "AcceptManyForm": "an act on ticked rows; the guard of each judges it when it is done",
    "ManyForm": "the same, with nothing but a yes",
    "AddFilesForm": "files beside the files",
    "AdviceForm": "an opinion heard; an existing one is an UpdatePage",
    "AwardForm": "an honour",
    "ClauseForm": "a clause; an existing one is an UpdatePage",
    "ConsultationForm": "a round of consulting",
    "EndForm": "the end of one term, which ends once",
    "HandOutForm": "new passwords",
    "ImportForm": "a workbook, shown before it is taken",
    "NewAssignmentForm": "a new assignment",
    "NoticeForm": "a notice",
    "OpinionForm": "an opinion; an existing one is an UpdatePage",
    "PackageForm": "a package taken in",
    "PostingChoiceForm": "a posting where there is none yet",
    "ReasonForm": "a reason for an act",
    "ReasonedForm": "a reason for an act",
    "ReliefForm": "who goes on with open sheets; the guard of each judges it when it is done",
    "RemindForm": "reminders; the act refuses what waits no more or was reminded of today",
    "SignManyForm": "signatures; what somebody else signed for meanwhile is told, not signed again",
    "RenameForm": "a name beside the former one",
    "RoleForm": "one more role",
    "RollForwardForm": "one more change of targets that were missed",
    "SheetForm": "a workbook, shown before it is taken",
    "SetupForm": "the same with files beside it",
    "PriorPapersForm": "files beside the files",
    "StandardConfirmForm": "a workbook that was shown",
    "TakeInForm": "an archive, shown before it is taken",
    "UserForm": "nothing but a yes",
    "VillageDissolveForm": "a change by document",
    "VillageMergeForm": "a change by document",
    "VillageRenameForm": "a change by document",
    "VillageSplitForm": "a change by document",
    "WorkbookConfirmForm": "a workbook that was shown",
    "WorkbookForm": "a workbook, shown before it is taken",
}


def pages(patterns=None):
    """Every page of the site that sends a form."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(one, "url_patterns"):
            yield from pages(one.url_patterns)
        elif issubclass(view := getattr(one.callback, "view_class", type), Sending):
            yield view


def is_guarded(form):
    """Does the form say itself what it has shown?"""
    is_row = issubclass(form, UserModelForm)
    classes = form.__mro__[: form.__mro__.index(UserModelForm)] if is_row else form.__mro__
    inits = [vars(one)["__init__"] for one in classes if "__init__" in vars(one)]
    return any(
        "guard_reading" in inspect.getsource(one) for one in inits if hasattr(one, "__code__")
    )


def test_a_form_about_an_existing_row_carries_what_was_read():
    for page in pages():
        if issubclass(page, UpdatePage):
            assert issubclass(page.form_class, UserModelForm), page
            assert is_plain(page, "claim") or "CorrectPage" in str(page.__mro__), page
        elif issubclass(page, FormPage) and not issubclass(page, RemovePage) and page.form_class:
            name = page.form_class.__name__
            assert is_guarded(page.form_class) or name in WRITES_NEW, f"{page}: {name}"


def is_plain(page, name):
    return getattr(page, name) is getattr(UpdatePage, name)


def test_no_page_forgets_to_claim():
    """Pages save; that the row is as it was read is asked before, in one place."""
    for page in pages():
        for name in ("save", "keep"):
            written = inspect.getsource(getattr(page, name)) if hasattr(page, name) else ""
            assert ".claim(" not in written and "read_version" not in written, page


def test_what_a_template_writes_out_by_hand_carries_the_digest_too():
    written = {}
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        written[str(path.relative_to(settings.BASE_DIR / "templates"))] = path.read_text("utf-8")
    for page in pages():
        form = page.form_class
        if form and is_guarded(form) and "form.form_key" in written.get(page.template, ""):
            assert "form.read_digest" in written[page.template], page


@pytest.fixture
def late(client):
    """Opens a page, lets somebody change what it shows, and sends it: what the answer shows."""

    def send(user, url, meanwhile, **values):
        client.force_login(user)
        form = client.get(url).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        sent = {name: "" if value in (None, False) else value for name, value in sent.items()}
        meanwhile()
        answer = client.post(url, sent | values)
        assert answer.status_code == 422 and OVERTAKEN in answer.text
        assert form["read_digest"].value() != answer.context["form"]["read_digest"].value()
        seen = answer.context["form"]["read_digest"].value()
        again = sent | values | {"read_digest": seen, "form_key": "7" * 32}
        assert client.post(url, again).status_code == 302, "who has looked saves"

    return send


def test_a_stale_form_does_not_take_back_somebody_retired(late, office, cadre):
    url = reverse("account", args=[cadre.pk])
    late(office, url, lambda: User.objects.filter(pk=cadre.pk).update(is_active=False))


def test_what_changes_after_the_form_was_looked_at_is_noticed_under_lock(rf, office, cadre):
    request = rf.post("/")
    request.user = office
    page = AccountUpdate()
    page.setup(request, pk=cadre.pk)
    page.prepare()
    shown = AccountForm(user=office, instance=page.object)
    sent = {name: shown[name].value() for name in shown.fields}
    request.POST = QueryDict(urlencode(sent))
    form = page.get_form()
    assert form.is_valid()
    User.objects.filter(pk=cadre.pk).update(is_active=False)
    with pytest.raises(Refused, match=OVERTAKEN):
        page.claim(form)


def test_groups_and_duties(late, cadre, village):
    group = village.groups.first()
    url = reverse("villages:group_edit", args=[group.pk])
    late(cadre, url, lambda: type(group).objects.filter(pk=group.pk).update(adults=17), adults=20)
    body = body_of(village, "committee")
    write_duty(body, "办公", by=cadre)
    url = reverse("villages:body_duty", args=[village.pk, "committee"])
    late(cadre, url, lambda: write_duty(body, "办公，调解", by=cadre), duty="办公，治安")
    assert Body.objects.get(pk=body.pk).duty == "办公，治安"


def test_who_was_seated_meanwhile_is_not_unseated_unseen(late, cadre, village):
    first, second = (
        Person.objects.create(village=village, name=name, gender="man") for name in ("甲乙", "丙丁")
    )
    day = way.days_ago(5)
    url = reverse("villages:body_seat", args=[village.pk, "committee"])
    body = body_of(village, "committee")
    values = {"post": "director", "person": second.pk, "since": way.days_ago(1)}
    late(cadre, url, lambda: seat(body, "director", first, since=day, by=cadre), **values)
    assert Term.objects.count() == 2


@pytest.fixture
def autonomy(village):
    return Autonomy.objects.create(
        village=village,
        form="agreement",
        title="自治协议书",
        since=way.days_ago(9),
        description="逐户签订",
        breach_clause="违约的扣分。",
    )


def test_counts_and_answers_of_a_form_of_autonomy(late, cadre, office, autonomy, village):
    def counted():
        for group in village.groups.all():
            SignedCount.objects.create(
                autonomy=autonomy, group=group, signed=7, counted_on=way.days_ago(1)
            )

    counts = {f"group-{group.pk}": 8 for group in village.groups.all()}
    late(cadre, reverse("villages:autonomy_signed", args=[autonomy.pk]), counted, **counts)

    def reworded():
        Autonomy.objects.filter(pk=autonomy.pk).update(breach_clause="违约的罚款。")

    url = reverse("villages:autonomy_review", args=[autonomy.pk])
    late(office, url, reworded, opinion="合法。", is_lawful="1")


def test_teams_ways_and_targets(late, opened, office, evaluator, second_evaluator, village):
    both = [f"{one}:{evaluator.pk}" for one in opened.evaluations.values_list("village", flat=True)]
    url = reverse("campaigns:round_teams", args=[opened.pk])
    late(office, url, lambda: teams(opened, [second_evaluator], office), pair=both)
    assert {one.scorer for one in Sheet.objects.of_evaluators()} == {evaluator}
    campaign = opened.campaign
    url = reverse("campaigns:ways", args=[campaign.pk])

    def settled():
        type(campaign).objects.filter(pk=campaign.pk).update(own_settings={"notice_days": 17})

    late(office, url, settled)
    target = Target.objects.filter(village=village).first()
    url = reverse("campaigns:target_adjust", args=[target.pk])

    def moved():
        Target.objects.filter(pk=target.pk).update(due_year=target.due_year + 1)

    late(office, url, moved, due_year=2027, reason="统一调整", document="清委〔2025〕9号")


def filled(client, url):
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value in (None, False) else value for name, value in sent.items()}


@pytest.mark.parametrize("missing", ["form_key", "read_digest"])
@pytest.mark.parametrize("how", ["left out", "empty"])
def test_what_no_page_of_ours_sent_is_shown_again_and_saved_once_looked_at(
    client, office, cadre, missing, how
):
    client.force_login(office)
    url = reverse("account", args=[cadre.pk])
    sent = filled(client, url) | {"full_name": "陈新名"}
    without = {name: value for name, value in sent.items() if name != missing}
    body = urlencode(without | ({missing: ""} if how == "empty" else {}), doseq=True)
    answer = unchanged(client, url, body)
    assert answer.status_code == 422 and UNREAD in answer.text and "陈新名" in answer.text
    cadre.refresh_from_db()
    assert cadre.full_name != "陈新名"
    form = answer.context["form"]
    carried = {name: form[name].value() for name in ("form_key", "read_digest")}
    assert all(carried.values())
    assert unchanged(client, url, urlencode(sent | carried, doseq=True)).status_code == 302
    cadre.refresh_from_db()
    assert cadre.full_name == "陈新名"


def test_a_row_with_a_version_and_an_act_are_not_changed_without_it_either(client, office, village):
    client.force_login(office)
    url = reverse("villages:village_edit", args=[village.pk])
    sent = filled(client, url) | {"fonds_code": "J779"}
    del sent["read_version"]
    answer = unchanged(client, url, urlencode(sent, doseq=True))
    assert answer.status_code == 422 and UNREAD in answer.text and "J779" in answer.text
    assert type(village).objects.get(pk=village.pk).fonds_code != "J779"
    sent["read_version"] = answer.context["form"]["read_version"].value()
    sent["form_key"] = answer.context["form"]["form_key"].value()
    assert unchanged(client, url, urlencode(sent, doseq=True)).status_code == 302
    assert type(village).objects.get(pk=village.pk).fonds_code == "J779"


def unchanged(client, url, body):
    """Sent as it is: nothing is put beside it."""
    return client.generic("POST", url, body, FORM)


def test_the_buttons_of_a_page_carry_a_key():
    """One press is an act of the workflow: its form comes from the page too."""
    assert "{% form_key %}" in Path(settings.BASE_DIR, "templates/crud/_actions.html").read_text()
