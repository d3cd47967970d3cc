"""Whether minutes say anything: 略, 无, 同意 and a row of dots are no account of a meeting."""

import re

_SIGNS = re.compile(r"[\W_]+")
_NOTHING = re.compile(
    "略|无|没有|照常|[同如][上前]|详?见(?:附件|记录)|会议正常|[没无]有?(?:意见|异议)"
    "|(?:全体|大家|一致|全票)*(?:同意|通过|赞成)"
)
_LEAST = 4


def says_something(text: str) -> bool:
    """Whether somebody who was not there learns what was said."""
    plain = _SIGNS.sub("", text)
    return len(plain) >= _LEAST and not _NOTHING.fullmatch(plain)
