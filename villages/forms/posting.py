"""Forms of postings."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from township.dates import cn_date
from township.files.fields import OneFileField
from villages.models import Meeting, Posting, TextVersion
from villages.options import local_rules
from villages.queries.posting import least_days


class PostingForm(UserModelForm):
    """What is posted, where and until when. The photo may be added later."""

    picture = OneFileField(
        label="张贴照片",
        required=False,
        accept="image/*",
        help_text="拍清公开栏和张贴内容；可以以后再补。",
    )

    class Meta:
        model = Posting
        fields = [
            "kind",
            "text_version",
            "meeting",
            "title",
            "body",
            "posted_on",
            "until",
            "place",
        ]
        widgets = {"body": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text_version": "公布文本时选择。",
            "meeting": "公开会议决议时选择。",
            "body": "公布文本时可以不填，公开页面会显示全文。",
        }

    def __init__(self, *args, given=None, **kwargs):
        self.village = given["village"] if given else kwargs["instance"].village
        super().__init__(*args, given=given, **kwargs)
        words = self.village.words
        self.fields["place"].help_text = f"例如：{words.short_committee}公开栏。"
        today = timezone.localdate()
        least = least_days(self.instance.village, today)
        if not self.instance.pk:
            self.from_today("posted_on")
            self.from_today("until", least)
        self.fields[
            "until"
        ].help_text = f"公示不少于{least}天。{local_rules(self.village).hint('posting_way')}"
        self.fields["text_version"].empty_label = "不是公布文本"
        self.fields["meeting"].empty_label = "不是公开会议决议"

    def narrow(self):
        village = self.village
        texts = TextVersion.objects.filter(text__village=village, status__in=TextVersion.IN_FORCE)
        return {
            "text_version": texts.select_related("text"),
            "meeting": Meeting.objects.closed().filter(village=village),
        }

    def clean(self):
        cleaned = super().clean()
        posted_on, until = cleaned.get("posted_on"), cleaned.get("until")
        if posted_on and until:
            self._check_days(posted_on, until)
        if cleaned.get("kind") == Posting.Kind.TEXT and not cleaned.get("text_version"):
            self.add_error("text_version", "请选择公布哪个文本。")
        return cleaned

    def _check_days(self, posted_on, until):
        try:
            least = least_days(self.instance.village, posted_on)
        except ValueError:
            self.add_error("posted_on", "张贴日期早于本系统收录的最早法律，请检查。")
            return
        if (until - posted_on).days < least:
            due = posted_on + timedelta(days=least)
            self.add_error("until", f"公示不少于{least}天，至少到{cn_date(due)}。")

    def _post_clean(self):
        super()._post_clean()
        if kept := self.cleaned_data.get("picture"):
            self.instance.photo, self.instance.photo_name = kept


class TakeDownForm(UserForm):
    past = ("on",)
    on = forms.DateField(label="撤下日期", initial=timezone.localdate)
    early_reason = forms.CharField(
        label="提前撤下的原因", required=False, max_length=200, help_text="公示满规定天数的不填。"
    )
