"""The shipped plan's file with one place written otherwise, for tests of what a preset refuses."""

from campaigns.rules.preset import FOLDER

PLAN = FOLDER / "renkou-zizhi.toml"


def changed(tmp_path, old, new):
    """The plan with `old` replaced once by `new`, as a file of its own."""
    text = PLAN.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
