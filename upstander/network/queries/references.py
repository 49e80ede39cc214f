"""References to records of the network, for content of other rooms."""

from upstander.core.blocks import Key
from upstander.network.queries.directory import fact_texts, service_names


class ServiceKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Services of the directory."""
        return service_names()


class FactKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Facts about rights."""
        return fact_texts()
