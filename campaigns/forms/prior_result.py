"""Form of a result of a year before the system."""

from campaigns.models import PriorResult
from township.crud import UserModelForm
from township.files.fields import OneFileField
from villages.models import Village


class PriorResultForm(UserModelForm):
    told_numbers = ("points", "year")
    upload = OneFileField(label="当年的考评材料", required=False)

    class Meta:
        model = PriorResult
        fields = ["village", "year", "points", "level", "note", "upload"]
        help_texts = {
            "points": "百分制。当年不是百分制的，折算后填，并在说明里写明。",
            "note": "例如：汇总表存镇档案室2024年卷。",
        }

    def __init__(self, *args, given=None, **kwargs):
        instance = kwargs.get("instance") or PriorResult(**(given or {}))
        super().__init__(*args, given=given, **(kwargs | {"instance": instance}))
        self.fields["level"].empty_label = "未达标"

    def narrow(self):
        campaign = self.instance.campaign
        villages = Village.objects.for_user(self.user, "evaluation.enter_past")
        return {
            "village": villages.filter(township=campaign.township_id),
            "level": campaign.levels.all(),
        }
