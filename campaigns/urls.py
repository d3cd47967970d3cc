"""Addresses under /campaigns/."""

app_name = "campaigns"

urlpatterns = []
