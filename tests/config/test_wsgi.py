"""A site without its own secrets serves nothing, whatever server asks."""

import os
import subprocess
import sys

IMPORT = [sys.executable, "-c", "import upstander.config.wsgi"]


def _import(**variables: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPSTANDER_", "DJANGO_"))}
    return subprocess.run(
        IMPORT, env={**kept, **variables}, capture_output=True, text=True, check=False
    )


def test_without_secrets_it_says_what_to_do(tmp_path):
    refused = _import(UPSTANDER_HOME=str(tmp_path))
    assert refused.returncode == 1
    assert "run `upstander init PACK` first" in refused.stderr


def test_one_secret_is_not_enough(tmp_path):
    refused = _import(UPSTANDER_HOME=str(tmp_path), UPSTANDER_SECRET_KEY="k" * 60)
    assert "run `upstander init PACK` first" in refused.stderr


def test_with_both_it_opens(tmp_path):
    both = {"UPSTANDER_SECRET_KEY": "k" * 60, "UPSTANDER_PEPPER": "p" * 60}
    opened = _import(UPSTANDER_HOME=str(tmp_path), **both)
    assert (opened.returncode, opened.stderr) == (0, "")
