"""What can go wrong when a paper is composed."""

from township.workflow import Refused


class PaperTemplateError(Refused):
    """A template text cannot be used; its one reason names the template and the fault."""

    @property
    def sentence(self):
        return self.reasons[0]


class PaperTooLong(Refused):
    """A paper has too many rows to be set as PDF; Word and Excel are not limited."""
