"""Form of a text that was in force before the system came: one page for all that is known of it."""

from django import forms

from township.crud import UserForm, UserModelForm
from township.files.fields import ManyFilesField
from villages.acts.meeting import kinds_of
from villages.forms.text import FullTextMixin
from villages.models import PriorAdoption
from villages.rules.kinds import Mode, TextKind

COUNTS = ("total", "present", "yes", "no", "abstain", "invalid")
HOW = ("meeting_kind", "meeting_title", "mode", "method")


class PriorTextForm(FullTextMixin, UserModelForm):
    past = ("on", "effective_on", "filed_on")
    # Nobody counted is not the same as none.
    told_numbers = COUNTS
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *TextKind.choices])
    title = forms.CharField(
        label="名称",
        max_length=60,
    )
    files = ManyFilesField(
        label="凭据", required=False, help_text="盖章的文本、会议记录、备案回执，扫描或者拍照。"
    )
    field_order = [
        *("kind", "title", "on", "effective_on", "files", "proof", "body", "word"),
        *HOW,
        *COUNTS,
        *("filed_on", "receipt_no"),
    ]

    class Meta:
        model = PriorAdoption
        fields = ["on", "effective_on", "proof", *HOW, *COUNTS, "filed_on", "receipt_no"]
        help_texts = {
            "on": "表决通过的那一天。",
            "effective_on": "文本另写了从哪一天起施行的才填，不填就是通过日期。",
            "proof": "原件存在哪里、还缺什么，写一两句。扫描件可以以后再交。",
            "total": "记录里有人数和票数的照填，系统按当天的法律判断。没有的空着，不要估计。",
            "invalid": "无记名投票才填。",
            "filed_on": "当时已经备案的填写。",
        }

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = "有电子稿的粘贴或者上传 Word；只有扫描件的空着。"
        words, held = village.words, kinds_of(village)
        self.fields["title"].help_text = f"照原文的标题写，例如：{village}{words.people}自治章程。"
        told = f"例如：第八届{words.representatives.label}第二次会议。"
        self.fields["meeting_title"].help_text = told
        self.fields["mode"].help_text = f"{words.assembly.label}填写；代表会议不用填。"
        self.fields["kind"].choices = [
            ("", "请选择"),
            *((kind.value, words.text_kind(kind)) for kind in TextKind),
        ]
        kind = self.fields["meeting_kind"]
        kind.choices = [one for one in kind.choices if one[0] in held]
        if not village.is_community:
            mode = self.fields["mode"]
            mode.choices = [one for one in mode.choices if one[0] != Mode.DELEGATE]
        for name in ("meeting_kind", "mode", "method"):
            field = self.fields[name]
            field.choices = [("", "没有查到"), *(one for one in field.choices if one[0])]


class PriorPapersForm(UserForm):
    """Papers of a text that was entered before they were at hand."""

    files = ManyFilesField(label="凭据", help_text="盖章的文本、会议记录、备案回执，扫描或者拍照。")
