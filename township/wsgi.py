import os

from django.core.wsgi import get_wsgi_application

from township import memory
from township.private import keep_private
from township.web.whole import Whole

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
application = Whole(get_wsgi_application())
memory.settle()
