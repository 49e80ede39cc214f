"""Who may import whom: the contracts of pyproject.toml, and the one that only we need."""

from pathlib import Path

import grimp
from importlinter import Contract, ContractCheck, fields, output

from checks import ROOT
from checks.running import complaints


class SeenThroughInterface(Contract):
    """From outside a context only its `interface` is seen.

    `contexts` are the rooms; `only` may name the one room that sees the interfaces of `contexts`.
    """

    contexts = fields.ListField(subfield=fields.StringField())
    only = fields.StringField(required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Every import that goes past an interface."""
        found = [
            (importer, imported)
            for context in self.contexts  # type: ignore[attr-defined] # a list, once it is read
            for imported in sorted(_inside(graph, str(context)))
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if not self._may(importer, imported, str(context))
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} imports {imported}")

    def _may(self, importer: str, imported: str, context: str) -> bool:
        if importer == context or importer.startswith(f"{context}."):
            return True
        if self.only:
            return importer.startswith(f"{context.rpartition('.')[0]}.{self.only}.")
        # A migration names what another's has made, as Django writes it.
        return imported == f"{context}.interface" or ".migrations." in importer


def _inside(graph: grimp.ImportGraph, context: str) -> set[str]:
    if context not in graph.modules:
        return set()
    return {context, *graph.find_descendants(context)}


def faults(folder: Path = ROOT) -> list[str]:
    """What import-linter finds in the package `upstander` below `folder`."""
    said = complaints("lint-imports", "--no-cache", within=folder)
    start = next((n for n, line in enumerate(said) if line.startswith("Broken contracts")), 0)
    return [line for line in said[start:] if line.strip("- ")]
