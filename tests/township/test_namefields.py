"""What a form takes is spelled as a sheet's cell is; nothing is cut and nothing invisible stays."""

from django import forms
from django.db import models

from township.crud import UserForm
from township.namefields import PersonName, PersonNames, PlaceName, SpelledField


class Spelled(UserForm):
    person = PersonName("姓名", max_length=30).formfield()
    chairs = PersonNames("主持人", max_length=30, blank=True).formfield()
    place = PlaceName("小组", max_length=20, blank=True).formfield()
    title = forms.CharField(label="题名", max_length=5, required=False)
    text = forms.CharField(label="正文", required=False, widget=forms.Textarea)
    secret = forms.CharField(label="密码", required=False, widget=forms.PasswordInput)


def filled(**given):
    return Spelled({"person": "张三"} | given, user=None)


def test_names_are_spelled_in_one_way():
    form = filled(person="买买提．艾 力", chairs="张 三，李四", place="一 组(东)")
    assert form.is_valid()
    assert form.cleaned_data["person"] == "买买提·艾力"
    assert (form.cleaned_data["chairs"], form.cleaned_data["place"]) == ("张三、李四", "一组（东）")


def test_what_is_no_name_is_told_beside_its_field():
    form = filled(person="张三、李四", chairs="—")
    assert "两个人" in form.errors["person"][0] and "不像姓名" in form.errors["chairs"][0]
    assert filled(person="").errors.keys() == {"person"}


def test_invisible_signs_go_from_texts_and_stay_in_passwords():
    form = filled(title="一\u200b二", text="一\r\n二\ufeff", secret="a\u200bb")
    assert form.is_valid()
    told = form.cleaned_data
    assert (told["title"], told["text"], told["secret"]) == ("一二", "一\n二", "a\u200bb")


def test_a_sign_of_ones_own_is_told_in_lines_and_kept_in_long_texts():
    assert "自造字" in filled(title="\ue000").errors["title"][0]
    assert filled(text="\ue000").is_valid()


def test_what_is_pasted_is_not_cut_by_the_browser():
    form = filled(title="一二三四五六")
    assert "maxlength" not in str(form["title"]) and "title" in form.errors


def test_the_column_is_an_ordinary_one():
    _, path, _, options = PersonName("姓名", max_length=30).deconstruct()
    assert path == "django.db.models.CharField" and options["max_length"] == 30
    assert isinstance(PersonName("姓名").formfield(), SpelledField)
    assert issubclass(PlaceName, models.CharField)


def test_marks_alone_name_nothing():
    class Wanted(UserForm):
        title = forms.CharField(label="题名")
        reason = forms.CharField(label="理由", widget=forms.Textarea)
        left = forms.CharField(label="标题", required=False)
        secret = forms.CharField(label="密码", widget=forms.PasswordInput)

    for marks in ("《》", ".", "—", "/", "，。", "★"):
        form = Wanted(dict.fromkeys(("title", "reason", "left", "secret"), marks), user=None)
        assert form.errors == {name: ["只有标点符号，请写文字。"] for name in ("title", "reason")}
        assert (form.cleaned_data["left"], form.cleaned_data["secret"]) == ("", marks)
    assert Wanted({"title": "①", "reason": "〇", "secret": "."}, user=None).is_valid()
