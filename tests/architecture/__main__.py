"""Runs every rule over the tree it is started in; prints `rule: what breaks it`, one a line."""

import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from tests.architecture import registry, source  # noqa: E402 models exist from here on

root = Path.cwd()
findings = [f"{rule.__name__}: {finding}\n" for rule in (*source.RULES, *registry.RULES) for finding in rule(root)]
sys.stdout.writelines(findings)
sys.exit(bool(findings))
