"""What is secret is written down nowhere: history, log, error pages, tasks, any other table."""

import io
import logging
import re

import pytest
from django import forms
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import technical_500_response

from tests.personas import PASSWORD
from township.access.secret import SecretField, is_secret
from township.accounts.password_acts import hand_out_passwords
from township.crud import CARRIED, UpdatePage, UserModelForm
from township.history import chain
from township.history.chain import changed_fields
from township.history.models import Entry
from township.users.models import Township, User
from villages.models import Person

TOLD = "Mimi-7391-Zhe-shi"


def everything_stored():
    """The text of every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return found


def holding(text):
    return [row for row in everything_stored() if text in row]


@pytest.fixture
def log():
    """All that is logged, to the finest level."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, levels = logging.StreamHandler(stream), {}
    loggers = [root, *(logging.getLogger(name) for name in ("django", "django.request"))]
    for one in loggers:
        levels[one] = one.level
        one.addHandler(handler)
        one.setLevel(logging.DEBUG)
    yield stream.getvalue
    for one in loggers:
        one.removeHandler(handler)
        one.setLevel(levels[one])


class MarkedForm(UserModelForm):
    code = SecretField(label="暗号")

    class Meta:
        model = Township
        fields = ["code"]


class MarkedPage(UpdatePage):
    permission, model, form_class = "place.edit", Township, MarkedForm

    def get_success_url(self):
        return "/"


class Broken(MarkedPage):
    def save(self, form):
        chosen = {"code": form.cleaned_data["code"]}
        raise ZeroDivisionError(len(chosen))


@pytest.fixture
def sent(admin, township, rf):
    form = MarkedForm(user=admin, instance=township)
    carried = {name: form[name].value() for name in CARRIED if name in form.fields}
    request = RequestFactory().post("/", carried | {"code": TOLD})
    request.user, request.id, request.session = admin, "1", {}
    request._messages = []
    return request


class Silent(list):
    def add(self, *args):
        pass


def test_a_field_marked_secret_is_told_as_set_anew(sent, township):
    sent._messages = Silent()
    assert MarkedPage.as_view()(sent, pk=township.pk).status_code == 302
    assert Entry.objects.about(township).first().changes == {"暗号": [None, "已重设"]}
    assert [row.split(":")[0] for row in holding(TOLD)] == ["township_township"]


@pytest.mark.parametrize("debug", [True, False])
def test_an_error_report_shows_no_field_and_no_variable_that_holds_it(
    sent, township, settings, debug
):
    settings.DEBUG = debug
    with pytest.raises(ZeroDivisionError) as caught, transaction.atomic():
        Broken.as_view()(sent, pk=township.pk)
    page = technical_500_response(sent, caught.type, caught.value, caught.tb, 500)
    text = page.content.decode()
    assert "ZeroDivisionError" in text and "chosen" in text
    assert TOLD not in text


def test_a_report_hides_a_first_password_in_a_variable(db, settings):
    settings.DEBUG = True
    try:
        password = User(username="x").take_first_password()
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        request = RequestFactory().get("/")
        page = technical_500_response(request, type(error), error, error.__traceback__, 500)
    assert password not in page.content.decode()


def test_every_password_and_every_encrypted_field_is_marked():
    def all_forms(base):
        for one in base.__subclasses__():
            yield one
            yield from all_forms(one)

    named = re.compile("password|secret|token", re.I)
    for form in all_forms(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            if named.search(name) and isinstance(field, forms.CharField):
                assert is_secret(field), f"{form.__name__}.{name}"
    field = Person._meta.get_field("phone").formfield()
    assert is_secret(field) and not is_secret(models.CharField().formfield())


def test_a_phone_is_no_value_of_the_history(client, cadre, village):
    person = Person.objects.create(village=village, name="陈一", gender="man", phone="13800001111")
    client.force_login(cadre)
    page = client.get(reverse("villages:person_edit", args=[person.pk])).context["form"]
    fields = {name: page[name].value() for name in page.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    url = reverse("villages:person_edit", args=[person.pk])
    assert client.post(url, fields | {"phone": "13900002222"}).status_code == 302
    assert Entry.objects.about(person).first().changes == {"联系电话": [None, "已重设"]}
    assert not holding("13900002222") and not holding("13800001111")


def test_no_password_is_stored_or_logged_by_any_way_in(client, admin, office, township, log):
    """Created, handed out anew, mistyped, used, changed: looked for in every table and line."""
    client.force_login(admin)
    fields = {"username": "laoli", "full_name": "李新", "role": "office", "is_active": "on"}
    slip = client.post(reverse("account_create"), fields | {"township": township.pk})
    (first,) = [one.password for one in slip.context["slips"]]
    (again,) = [
        one.password
        for one in client.post(
            reverse("passwords"), {"accounts": [User.objects.get(username="laoli").pk]}
        ).context["slips"]
    ]
    client.post("/account/logout/")
    for tried in ("Cuo-de-2026!!", first, again):
        client.post("/account/login/", {"username": "laoli", "password": tried})
    typed = {"old_password": again, "new_password1": TOLD, "new_password2": TOLD}
    client.post("/account/password/", typed | {"old_password": "Lao-de-2026!!"})
    assert client.post("/account/password/", typed).url == "/"
    assert User.objects.get(username="laoli").check_password(TOLD)
    for secret in (first, again, TOLD, "Cuo-de-2026!!", "Lao-de-2026!!"):
        assert not holding(secret)
        assert secret not in log()


def test_a_form_that_fails_logs_no_password(client, admin, monkeypatch, log):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("township.signin.devices.remember", broken)
    client.raise_request_exception = False
    answer = client.post("/account/login/", {"username": "admin", "password": PASSWORD})
    assert answer.status_code == 500
    assert "ZeroDivisionError" in log() and PASSWORD not in log()
    assert PASSWORD not in answer.content.decode()


# What an earlier version left in the chain


@pytest.fixture
def exposed(admin, office, leader):
    """Two accounts whose first password stands in the history; one has changed it since."""
    with transaction.atomic():
        for account in (office, leader):
            chain.record("account.edit", account, admin, "修改", {"初始密码": [None, PASSWORD]})
        leader.take_own_password("Hao-tianqi-88")
        leader.save()
        hand_out_passwords([], by=admin)
    return office, leader


def told(*options):
    out = io.StringIO()
    call_command("exposed_passwords", *options, stdout=out)
    return out.getvalue()


def test_exposed_passwords_are_listed_and_not_shown(exposed):
    text = told()
    assert "office，密码还能用" in text and "leader，密码已经换过" in text
    assert "共2条，还能用的密码1个" in text and PASSWORD not in text
    assert User.objects.get(username="office").check_password(PASSWORD)


def test_exposed_passwords_are_ended_and_the_chain_stays_whole(exposed, client):
    before = Entry.objects.count()
    client.force_login(User.objects.get(username="office"))
    assert "已停用 office 的密码" in told("--end")
    assert client.get("/").url.startswith("/account/login/")
    assert not User.objects.get(username="office").has_usable_password()
    assert User.objects.get(username="leader").check_password("Hao-tianqi-88")
    assert Entry.objects.count() == before + 1 and list(chain.verify()) == []
    assert "还能用的密码0个" in told("--end")


def test_what_is_handed_out_now_is_no_exposed_password(admin, office):
    hand_out_passwords([office], by=admin)
    assert "共0条" in told()


def test_values_of_plain_fields_are_still_told(township, admin):
    class Plain(UserModelForm):
        class Meta:
            model = Township
            fields = ["name"]

    form = Plain({"name": "新镇"}, instance=township, user=admin)
    assert form.is_valid()
    assert changed_fields(form)["名称"] == ["清河镇", "新镇"]
