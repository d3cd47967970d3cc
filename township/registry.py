"""Questions that a lower app asks and upper apps answer, each by a function under its name.

The asker names every answer it waits for, so that a module that is not imported at start, or that
answers under a misspelt name, fails the system checks instead of leaving a page silently empty.
"""

from django.core.checks import Error, register

REGISTRIES = []


class Registry(dict):
    """{name: function} of the answers to one question; all `wanted` names must be there."""

    def __init__(self, question, *wanted):
        super().__init__()
        self.question, self.wanted = question, frozenset(wanted)
        REGISTRIES.append(self)

    def answers(self, name):
        """Decorator: the function answers under `name`; a name answers once."""

        def keep(function):
            if name in self:
                raise ValueError(f"{self.question}: {name} is answered twice")
            self[name] = function
            return function

        return keep


@register()
def every_question_is_answered(app_configs, **kwargs):
    return [
        Error(f"{registry.question}: {problem} {name}", id="registry.E001")
        for registry in REGISTRIES
        for problem, names in (
            ("nobody answers as", registry.wanted - registry.keys()),
            ("nobody asks for", registry.keys() - registry.wanted),
        )
        for name in sorted(names)
    ]
