"""manage.py create_admin: the first platform administrator of an installation."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from township.access import Role
from township.users.models import Membership, User


class Command(BaseCommand):
    help = "建立一个平台管理员账号；密码在终端里输入，或从标准输入读一行。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="账号")
        parser.add_argument("--name", default="平台管理员", help="姓名")

    def handle(self, username, name, **options):
        if User.objects.filter(username=username).exists():
            raise CommandError(f"账号 {username} 已经有了。")
        password = getpass.getpass("密码：") if sys.stdin.isatty() else sys.stdin.readline().strip()
        try:
            validate_password(password, User(username=username, full_name=name))
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        with transaction.atomic():
            user = User.objects.create_user(username, password, full_name=name)
            Membership.objects.create(user=user, role=Role.PLATFORM_ADMIN)
        self.stdout.write(f"已建立平台管理员 {username}。")
