"""What an office sets of a courier, and a person chooses. Secrets are typed, never shown."""

from django import forms

from township.access.secret import Secret
from township.alerts.couriers import AlertChoice, Courier, Way
from township.alerts.messages import template_faults
from township.alerts.models import AlertKind
from township.alerts.outgoing import address_faults
from township.crud import UserForm, UserModelForm

TICKS = forms.CheckboxSelectMultiple
UNCHANGED = "已经保存，不在页面上显示；不改的，留空。"
TEMPLATED = (Way.SMS, Way.HOOK)
EXAMPLE = '{"mobile": "{phone}", "content": "{text}", "key": "{secret}"}'


class CourierForm(UserModelForm):
    kinds = forms.MultipleChoiceField(label="发哪些提醒", choices=AlertKind.choices, widget=TICKS)

    class Meta:
        model = Courier
        fields = ["name", "way", "is_on", "kinds", "address", "secret", "template", "is_form"]
        widgets = {"template": forms.Textarea(attrs={"rows": 3, "placeholder": EXAMPLE})}
        help_texts = {
            "is_on": "不选时什么也不发。",
            "address": "群机器人或者短信平台给的地址；电子邮件不用填。",
            "secret": "钉钉、飞书的“加签”密钥，或者短信平台的密钥；没有的不填。",
            "template": "只有短信和其他系统要填，照灰字的例子写；花括号里的词发送时换成内容。",
            "is_form": "短信平台要求表单格式时勾选。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("address", "secret"):
            if self.instance.pk and getattr(self.instance, name):
                self.fields[name].help_text = UNCHANGED
            self.initial[name] = ""

    def _kept(self, name):
        return self.cleaned_data[name] or (self.instance.pk and getattr(self.instance, name)) or ""

    def clean_address(self):
        return self._kept("address")

    def clean_secret(self):
        return self._kept("secret")

    def clean(self):
        told = super().clean()
        way, address = told.get("way"), told.get("address", "")
        if way and way != Way.MAIL:
            faults = address_faults(address) if address else ["请填地址。"]
            for fault in faults:
                self.add_error("address", fault)
        if way in TEMPLATED and "template" in told:
            for fault in template_faults(told["template"], is_form=told.get("is_form", False)):
                self.add_error("template", fault)
        return told


class OwnMail(Secret, forms.EmailField):
    """The own address; shown to its owner only."""


class OwnMobile(Secret, forms.RegexField):
    """The own number; shown to its owner only."""


class AlertChoiceForm(UserForm):
    mail = OwnMail(
        label="电子邮箱", required=False, max_length=100, help_text="只用来给您发提醒，别人看不到。"
    )
    mobile = OwnMobile(
        r"^1\d{10}$",
        label="手机号",
        required=False,
        help_text="只用来给您发短信提醒，别人看不到。",
        error_messages={"invalid": "请填11位手机号。"},
    )
    kinds = forms.MultipleChoiceField(
        label="发给我的提醒", choices=AlertKind.choices, widget=TICKS, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = AlertChoice.objects.filter(user=self.user).first()
        for name in ("mail", "mobile", "kinds") if chosen else ():
            self.fields[name].initial = getattr(chosen, name)
        self.guard_reading()

    def save(self):
        told = {name: self.cleaned_data[name] for name in ("mail", "mobile", "kinds")}
        AlertChoice.objects.update_or_create(user=self.user, defaults=told)
