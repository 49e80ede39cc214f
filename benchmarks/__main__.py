"""Run every benchmark on a fresh copy of the network, and print a table each."""

import os
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UPSTANDER_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")
        from upstander.config.founding import found

        found("resilience_bc", is_demo=False, take=None, say=print)
        from benchmarks import allocation, contrast, growth, public_page, search, support, weight

        public_page.measure()
        weight.measure()
        contrast.measure()
        allocation.measure()
        support.measure()
        growth.measure()
        search.measure()
        print(f"(in {Path(folder).name}, now removed)")


if __name__ == "__main__":
    main()
