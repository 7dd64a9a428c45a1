"""Prints the table of who may write, read and change what, as it is declared now:

python -m tests.vault.print_roles > tests/vault/roles_table.txt
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # the rooms declare their documents when they are loaded

if __name__ == "__main__":
    from tests.vault.test_roles import table

    sys.stdout.write(table())
