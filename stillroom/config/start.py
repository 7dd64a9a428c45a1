"""Importing this sets Django up. It comes before anything that imports a model."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stillroom.config.settings")
django.setup(set_prefix=False)
