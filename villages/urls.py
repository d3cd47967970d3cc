"""Addresses under /villages/."""

app_name = "villages"

urlpatterns = []
