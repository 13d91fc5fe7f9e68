"""The house itself as an app: its checks, and the command that runs everything."""

from django.apps import AppConfig

from config import checks


class HouseConfig(AppConfig):
    name = "config"
    checks = checks  # imported here, its checks are registered
