"""How many texts of a kind are enough, and what is said when they are not."""

from villages.rules.kinds import TextKind


def missing(kind: TextKind, done: int, need: int) -> str:
    """What is lacking when `done` of `need` texts of a kind are in force; "" when it is enough."""
    if done >= need:
        return ""
    if not done:
        return f"还没有生效的{kind.label}。"
    return f"生效的{kind.label}只有{done}项，还差{need - done}项。"
