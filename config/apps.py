"""The house itself as an app: its checks and the command that runs everything."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "config"
