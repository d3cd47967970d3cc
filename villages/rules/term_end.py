"""When the terms of those whom the people chose are over, and what is told before.

Serves 村民委员会组织法第十四条第二款 and 城市居民委员会组织法第十四条第二款 (届满应当及时举行换届
选举); representatives and the 监督委员会 serve as long as the committee.
"""

from dataclasses import dataclass
from datetime import date

from township.dates import cn_date

TERM_DAYS = 90


@dataclass(frozen=True)
class TermExpiry:
    """Who serves until when: the last of those who serve or served. law: as it is quoted."""

    who: str
    until: date
    law: str

    def sentence_on(self, on: date) -> str:
        left = (self.until - on).days
        day = cn_date(self.until)
        if left < 0:
            return f"{self.who}任期已于{day}届满，还没有登记新一届。"
        return f"{self.who}任期到{day}届满，{f'还有{left}天' if left else '今天到期'}。"


def is_near(until: date, on: date, days: int) -> bool:
    """Is it over within so many days, or already?"""
    return (until - on).days <= days
