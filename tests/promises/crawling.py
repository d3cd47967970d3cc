"""Following every link a person is shown, from the home page on."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

LINK = re.compile(r'(?:href|src|hx-get)="(/[^"]+)"')
LEFT_ALONE = ("/static/", "/account/logout/")


def crawl(client, most, start="/"):
    """Yields (address, answer) of up to `most` pages; one of each kind first.

    Rows of the same page are followed after pages that were not seen yet, so that a bounded walk
    sees many kinds.
    """
    fresh, more, seen, kinds = deque([start]), deque(), {start}, set()
    for _ in range(most):
        if not fresh and not more:
            return
        address = (fresh or more).popleft()
        answer = client.get(address, headers={"accept": "text/html"})
        answer.text_shown = words_of(answer)
        yield address, answer
        for link in LINK.findall(answer.text_shown):
            link = urldefrag(link.replace("&amp;", "&")).url
            if link in seen or link.startswith(LEFT_ALONE):
                continue
            seen.add(link)
            kind = re.sub(r"\d+", "0", urlsplit(link).path)
            (more if kind in kinds else fresh).append(link)
            kinds.add(kind)


def words_of(answer):
    """The text of a page; of a file nothing is followed."""
    if answer.streaming:
        for _ in answer.streaming_content:
            pass
        return ""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    return answer.content.decode()
