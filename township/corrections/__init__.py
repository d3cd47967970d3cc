"""更正: what is final can be put right where a human erred, beside what stood there before."""

from township.corrections.acts import CORRECTION, ask
from township.corrections.declared import CORRECTABLE, Correctable, declare
from township.corrections.models import Correction
from township.corrections.views import Corrected, CorrectPage

__all__ = [
    "CORRECTABLE",
    "CORRECTION",
    "CorrectPage",
    "Correctable",
    "Corrected",
    "Correction",
    "ask",
    "declare",
]
