"""Work in the background that was given up is told to whoever asked for it."""

from township.alerts.models import AlertKind
from township.alerts.telling import Told, tell
from township.history.chain import its_village
from township.tasks import GIVEN_UP, Concern


@GIVEN_UP.answers("alerts")
def tell_of_failure(key: str, label: str, concern: Concern) -> None:
    """By its village, where it has one: what people call their files goes into no mail."""
    if concern.user is None or concern.row is None:
        return
    tell([
        Told(
            user=concern.user,
            key=f"failed:{key}",
            kind=AlertKind.FAILED,
            row=concern.row,
            title=f"{label}没有做成：{its_village(concern.row) or concern.row}",
            hint="打开再做一次；还是不成的，请联系平台管理员。",
            path=concern.url,
        )
    ])  # fmt: skip
