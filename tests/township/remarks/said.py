"""Saying something about a row, as its form does."""

from township.remarks import acts
from township.remarks.models import Remark


def say(row, by, text="第三页的照片看不清，请重拍。"):
    return acts.write(Remark(text=text, **acts.begun(row, by)), by=by)
