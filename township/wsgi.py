import os

from django.core.wsgi import get_wsgi_application

from township import memory
from township.private import keep_private

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
application = get_wsgi_application()
memory.settle()
