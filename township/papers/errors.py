"""What can go wrong when a paper is composed."""


class PaperTemplateError(Exception):
    """A template text cannot be used. `sentence` names the template and the fault, in Chinese."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence
