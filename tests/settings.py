"""The settings of the product in a home of their own, with what only tests may have.

Every run has a folder, and within it each worker a home with its own copy of the database.
"""

import os
import tempfile
from pathlib import Path

RUN = Path(os.environ.get("UPSTANDER_TEST_RUN") or tempfile.mkdtemp(prefix="upstander-test-"))
os.environ["UPSTANDER_TEST_RUN"] = str(RUN)  # for the workers
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["UPSTANDER_HOME"] = os.environ.get("UPSTANDER_TEST_HOME", str(RUN / WORKER))
os.environ["UPSTANDER_SECRET_KEY"] = "a key that only tests use " + "t5Vb8Nq2Wx6z" * 4
os.environ["UPSTANDER_PEPPER"] = "a pepper that only tests use"
# As `upstander init` would have kept it of the pack in the database of the tests.
os.environ["UPSTANDER_TIME_ZONE"] = "America/Vancouver"
for name in ("UPSTANDER_URL", "UPSTANDER_HOSTS"):
    os.environ.pop(name, None)

from tests.hashing import stretch_quickly  # noqa: E402 # the home must be known first
from upstander.config.settings import *  # noqa: E402, F403 # the home must be known first
from upstander.config.settings import ALLOWED_HOSTS, DATABASES, HOME  # noqa: E402

HOME.mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]

# The same Argon2, at the least cost that it knows: hashes stay true, only cheap.
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
stretch_quickly()

DATABASE = DATABASES["default"]
# A copy is put back between tests: no connection outlives its request, but in a server of a test,
# which ends with it. There they are kept as in the product.
DATABASE["CONN_MAX_AGE"] = int(os.environ.get("UPSTANDER_TEST_KEEPS", "0"))
IS_POSTGRESQL = DATABASE["ENGINE"].endswith("postgresql")
if IS_POSTGRESQL:
    SERVER = DATABASE["NAME"]
    TEMPLATE = "upstander_template"
    DATABASE["NAME"] = os.environ.get("UPSTANDER_TEST_DATABASE", f"upstander_{WORKER}")
else:
    DATABASE["NAME"] = os.environ.get("UPSTANDER_TEST_DATABASE", DATABASE["NAME"])
    usual = DATABASE["OPTIONS"]["init_command"]
    DATABASE["OPTIONS"]["init_command"] = usual.replace("synchronous=FULL", "synchronous=OFF")
