"""Reads an XML part without building anything: no document type, so no entities; depth counted.

What a part may not say is the affair of a watcher, chosen by the part's root element, which no file
name can disguise. A large part that nobody watches is left alone after its first element: a
document type can only come before it.
"""

from xml.parsers import expat

from township.files.checks import BOMB, DAMAGED, Refusal

MB = 1024 * 1024
DEEPEST_XML = 400
DEPTH_COUNTED_UP_TO = 2 * MB


class Watcher:
    """Is told tags and attributes without their prefixes; raises Refusal."""

    def start(self, tag, attributes):
        pass

    def text(self, piece):
        pass

    def end(self, tag):
        pass


class XmlPart:
    """One XML part, fed in pieces. Encodings are the parser's affair: UTF-8, UTF-16, Latin-1.

    `watcher_of`: function of the root's tag; `is_sure`: False where the part only looks like XML,
    and may turn out to be something else.
    """

    def __init__(self, size, watcher_of, *, is_sure=True):
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.size, self.watcher_of, self.is_sure = size, watcher_of, is_sure
        self.watcher = None
        self.depth = 0
        self.is_done = False

    def feed(self, chunk, is_last=False):
        if self.is_done:
            return
        try:
            self.parser.Parse(chunk, is_last)
        except (expat.ExpatError, ValueError):
            if self.is_sure:
                raise Refusal(DAMAGED) from None
            self.is_done = True

    def _begin(self, root):
        self.watcher = self.watcher_of(root)
        if self.watcher:
            self.parser.CharacterDataHandler = self.watcher.text
        elif self.size > DEPTH_COUNTED_UP_TO:
            self.is_done = True
            self.parser.StartElementHandler = self.parser.EndElementHandler = None

    def _start(self, tag, attributes):
        if not self.depth:
            self._begin(_local(tag))
        self.depth += 1
        if self.depth > DEEPEST_XML:
            raise Refusal(BOMB)
        if self.watcher:
            plain = {_local(name): value for name, value in attributes.items()}
            self.watcher.start(_local(tag), plain)

    def _end(self, tag):
        self.depth -= 1
        if self.watcher:
            self.watcher.end(_local(tag))

    def _refuse_doctype(self, *declared):
        if not self.is_sure:
            self.is_done = True
            return
        raise Refusal(BOMB)


def _local(name):
    return name.rpartition(":")[2]
