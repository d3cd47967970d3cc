"""A posting that was changed on the board: what the archive keeps of it follows at once."""

from township.users.models import User
from township.workflow.announcing import announce, fact
from villages.models import Posting

CHANGED = fact("posting.change")


def tell_change(posting: Posting, *, by: User) -> None:
    """Announce that a posting was changed and saved, for example by the photo that came later."""
    if posting.status == Posting.Status.POSTED:
        announce(CHANGED, posting, by)
