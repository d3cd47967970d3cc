"""The card 留言 at the foot of a row's page: one question to the database, and no form, so that a
kept page stays one (township.crud.kept)."""

from django.urls import reverse

from township.remarks.matters import PLACE, may_remark
from township.remarks.models import Remark


class Remarked:
    """On the page of a row of a noun in `REMARKED_BY`."""

    def get_context_data(self, **context):
        return super().get_context_data(**{"remark_card": self.get_remark_card()} | context)

    def get_remark_card(self):
        row, user = self.object, self.request.user
        may_write = may_remark(row, user, self.permission)
        return {
            "place": PLACE.removeprefix("#"),
            "rows": [
                {"remark": one, "may_withdraw": may_write and one.author_id == user.pk}
                for one in Remark.objects.about(row)
            ],
            "write_url": reverse("remark", args=[row._meta.label_lower, row.pk])
            if may_write
            else "",
        }
