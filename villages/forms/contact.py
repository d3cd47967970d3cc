"""The form of where a committee is found."""

from township.crud import UserModelForm
from villages.models import Village


class ContactForm(UserModelForm):
    """Where everybody finds the committee."""

    telephones = ("contact_phone",)

    class Meta:
        model = Village
        fields = ["contact_place", "contact_phone", "contact_hours"]
        help_texts = {
            "contact_place": "例如：万顺村2组党群服务中心一楼。",
            "contact_phone": "所有人都看得到：填办公电话，不要填个人手机号。",
            "contact_hours": "例如：工作日9:00至17:00。",
        }
