"""留言: what office, village and whoever else works on a matter say to one another about it."""

from township.remarks.card import Remarked
from township.remarks.matters import page_for

__all__ = ["Remarked", "page_for"]
