#!/usr/bin/env python
"""Django's command line for 创建通."""

import os
import sys

from django.core.management import execute_from_command_line

from township.private import keep_private, refuse_root, take_own_key

if __name__ == "__main__":
    refuse_root()
    keep_private()
    take_own_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
    execute_from_command_line(sys.argv)
