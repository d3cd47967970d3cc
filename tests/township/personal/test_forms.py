"""Every form tells of personal numbers before it saves."""

import io
import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from docx import Document

from campaigns.forms.sheet import MarkForm
from tests.villages import way
from township.access.checks import patterns
from township.crud import UserForm
from township.history.models import Entry
from township.personal.forms import NOT_KEPT, NumbersTold, is_free_text
from township.personal.models import OpenPhone, open_phones
from villages.models import Person, Posting, Text

OURS = ("township", "villages", "archives", "campaigns")
# Forms whose words are not kept: signing in, searching; and parts that other forms take up.
NOT_SAVING = {
    "SignInForm",
    "OwnPasswordForm",
    "FindingForm",
    "AwaitedFilter",
    "HonourNoticeForm",
    "RoleFields",
    "FullTextMixin",
    "FilingDecision",
}
PHONE, OFFICE, IDENTITY = "138 0000 1111", "028-87654321", "510101197503070011"


def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def own_forms():
    assert list(patterns()), "the addresses load every module with forms"
    return {one for one in below(forms.BaseForm) if one.__module__.split(".")[0] in OURS}


def test_every_form_that_saves_tells_of_numbers():
    silent = {one.__name__ for one in own_forms() if not issubclass(one, NumbersTold)}
    assert silent == NOT_SAVING


def test_only_fields_for_a_telephone_are_let_be():
    named = {
        (one.__name__, name)
        for one in own_forms()
        if isinstance(getattr(one, "telephones", None), tuple)
        for name in one.telephones
    }
    assert {name for _, name in named} == {"phone", "contact_phone"}
    assert {form for form, _ in named} == {
        "PersonForm",
        "NewSeatForm",
        "RepresentativeForm",
        "MemberForm",
        "AskForm",
        "ContactForm",
    }


class Everything(UserForm):
    """One field of every kind that a form of ours has."""

    words = forms.CharField(required=False)
    long = forms.CharField(required=False, widget=forms.Textarea)
    phone = forms.CharField(required=False)
    title = forms.CharField(required=False)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    telephones = ("phone",)


def filled(office, **given):
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Everything(data, user=office)


def test_free_text_is_what_is_typed_and_read_again(office):
    form = Everything(user=office)
    free = {name for name, field in form.fields.items() if is_free_text(field)}
    assert free == {"words", "long", "phone", "title"}
    assert form.fields["phone"].widget.attrs["inputmode"] == "tel"


def test_an_identity_number_is_refused_wherever_it_stands(office):
    form = filled(office, words=f"证{IDENTITY}", long="身份证 510101750307001", phone=IDENTITY)
    assert form.errors == {
        name: [NOT_KEPT.format("身份证号")] for name in ("words", "long", "phone")
    }
    ticked = filled(office, words=IDENTITY, open_phones=[IDENTITY])
    assert ticked.errors == {"words": [NOT_KEPT.format("身份证号")]}


def test_a_telephone_number_is_told_and_kept_when_it_is_an_office_s(office):
    form = filled(office, words=f"找{PHONE}", long=f"电话{OFFICE}、{PHONE}", phone=PHONE)
    assert set(form.errors) == {"words", "long"}
    assert form.errors["words"] == [
        f"里面有电话号码{PHONE}。个人的请删去；公开的办公电话，请在下面打钩。"
    ]
    assert [one.digits for one in form.phones_to_open] == ["13800001111", "02887654321"]
    one_ticked = filled(office, long=f"{OFFICE}，{PHONE}", open_phones=["02887654321"])
    assert set(one_ticked.errors) == {"long"} and OFFICE not in one_ticked.errors["long"][0]
    both = filled(office, long=f"{OFFICE}，{PHONE}", open_phones=["02887654321", "13800001111"])
    assert both.is_valid() and both.opened_phones == ["02887654321", "13800001111"]


def test_what_is_kept_is_not_called_a_list_about_bodies(office):
    form = filled(office, title="2026年孕检名单", words="孕检名单")
    assert set(form.errors) == {"title"} and "从“孕检”看" in form.errors["title"][0]
    assert filled(office, title="优生优育宣传记录").is_valid()


# What a title field is called, whatever its name in the code.
TITLES = re.compile(
    "^(标题|题名|名称|议题|类别|要求|指标|协商事项|监督事项|标语内容|.*(文件|会议|活动)(的?)(名称|标题))$"
)


def test_every_field_that_names_what_is_kept_is_looked_at():
    passed_over = {
        (one.__name__, name)
        for one in own_forms()
        if issubclass(one, NumbersTold)
        for name, field in one.base_fields.items()
        if is_free_text(field) and TITLES.match(str(field.label)) and name not in one.names
    }
    assert passed_over == set()


def test_every_form_refuses_a_title_that_may_not_be(client, cadre, village):
    client.force_login(cadre)
    answer = post(client, village, title="育龄妇女花名册")
    assert answer.status_code == 422 and "育龄" in answer.text and not Posting.objects.exists()


def post(client, village, **more):
    given = {
        "kind": "quarterly",
        "title": "第三季度村务公开",
        "body": f"监督电话{OFFICE}。",
        "posted_on": way.days_ago(2),
        "until": way.days_ago(-13),
        "place": "村委会公开栏",
    }
    return client.post(reverse("villages:posting_create", args=[village.pk]), given | more)


def test_what_was_ticked_is_asked_once_and_is_in_the_history(client, cadre, village):
    client.force_login(cadre)
    answer = post(client, village)
    assert answer.status_code == 422 and not Posting.objects.exists()
    assert f"{OFFICE}（公示内容）是公开的办公电话，照登" in answer.text
    assert 'name="open_phones" value="02887654321"' in answer.text
    assert post(client, village, open_phones="02887654321").status_code == 302
    kept = OpenPhone.objects.get()
    assert (kept.township, kept.digits, kept.said_by) == (village.township, "02887654321", cadre)
    assert "公示" in kept.said_where
    entry = Entry.objects.get(verb="phone.open")
    told = f"写明028****4321是公开的办公电话（{kept.said_where}）"
    assert (entry.summary, entry.actor, entry.chain.township) == (told, cadre, village.township)
    assert post(client, village, title="第四季度村务公开").status_code == 302
    assert OpenPhone.objects.count() == 1


def test_a_number_of_another_township_is_asked_about(client, cadre, village, other_township):
    open_phones(["02887654321"], other_township, by=cadre, where="别处")
    client.force_login(cadre)
    assert post(client, village).status_code == 422
    assert post(client, village, open_phones="02887654321").status_code == 302
    assert OpenPhone.objects.count() == 2


def test_nobody_without_a_township_opens_a_number(admin):
    form = filled(admin, words=f"找{PHONE}", open_phones=["13800001111"])
    assert form.errors == {"words": [f"里面有电话号码{PHONE}，请删去。"]}
    assert form.phones_to_open == []


def test_a_tick_is_nothing_when_the_form_is_refused(client, cadre, village):
    client.force_login(cadre)
    answer = post(client, village, open_phones="02887654321", place="")
    assert answer.status_code == 422 and not OpenPhone.objects.exists()
    assert 'value="02887654321" data-secret checked' in answer.text


def test_the_telephone_of_a_person_stays_in_its_field(client, cadre, village):
    client.force_login(cadre)
    address = reverse("villages:person_create", args=[village.pk])
    given = {"name": "张三", "gender": "man", "phone": "13800001111"}
    assert client.post(address, given).status_code == 302
    assert Person.objects.get().phone == "13800001111"


@pytest.mark.parametrize("number", [IDENTITY, PHONE])
def test_a_text_pasted_or_from_word_is_looked_through(client, cadre, village, number):
    client.force_login(cadre)
    address = reverse("villages:text_create", args=[village.pk])
    body = f"第一条　总则。\n第二条　有事找张三{number}。"
    document, stream = Document(), io.BytesIO()
    for line in body.splitlines():
        document.add_paragraph(line)
    document.save(stream)
    given = {"kind": "charter", "title": "万顺村自治章程"}
    file = SimpleUploadedFile("章程.docx", stream.getvalue())
    for sent in ({"body": body}, {"word": file}):
        answer = client.post(address, given | sent)
        assert answer.status_code == 422 and not Text.objects.exists()
        assert "不登记证件号码" in answer.text or f"里面有电话号码{number}" in answer.text


def test_the_reason_of_a_mark_has_no_number_at_all(db):
    form = MarkForm({"points": "3", "reason": f"打{PHONE}没人接"})
    assert form.errors == {"reason": [f"里面有电话号码{PHONE}，请删去。"]}


def test_the_reason_of_a_mark_may_name_an_open_number(township, cadre):
    open_phones(["02887654321"], township, by=cadre, where="新建公示公开")
    given = {"points": "3", "reason": f"打{OFFICE}没人接"}
    assert MarkForm(given, township=township).is_valid()
    assert MarkForm(given).errors == {"reason": [f"里面有电话号码{OFFICE}，请删去。"]}
