from villages.models.village import Figures, Group, Village

__all__ = ["Figures", "Group", "Village"]
