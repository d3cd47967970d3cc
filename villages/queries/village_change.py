"""What of a village is not finished, before it is merged or dissolved."""

from collections.abc import Iterator

from township.registry import Registry
from villages.models import Filing, Meeting, Posting, Query, TextVersion, Village

# Upper apps add theirs: a function village → iterator of (sentence, address).
OPEN_MATTERS = Registry("What a village has not finished", "campaign")
# Of (village, day): sentences on what is final since, and bears the name that it has from then on.
NAMED_UPON = Registry("What became final under the name of a village", "campaign")


def open_matters(village: Village) -> list[tuple[str, str]]:
    """[(sentence, address)] of everything that still runs in the village."""
    found = list(_own(village))
    for answer in OPEN_MATTERS.values():
        found += answer(village)
    return found


def _own(village) -> Iterator[tuple[str, str]]:
    texts = TextVersion.objects.filter(text__village=village, status__in=TextVersion.OPEN)
    for version in texts.select_related("text"):
        yield f"文本《{version.text}》：{version.get_status_display()}", version.get_absolute_url()
    for meeting in Meeting.objects.filter(village=village, status=Meeting.Status.PLANNED):
        yield f"会议：{meeting}", meeting.get_absolute_url()
    filings = Filing.objects.filter(text_version__text__village=village).exclude(
        status=Filing.Status.FILED
    )
    for filing in filings.select_related("text_version__text"):
        yield f"备案：{filing}", filing.get_absolute_url()
    for query in Query.objects.filter(village=village).open():
        yield f"{query.village.words.people}询问：{query}", query.get_absolute_url()
    for posting in Posting.objects.filter(village=village).exclude(
        status=Posting.Status.TAKEN_DOWN
    ):
        yield f"公示：{posting}（{posting.get_status_display()}）", posting.get_absolute_url()
