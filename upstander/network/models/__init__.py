"""The network as records, split by noun."""

from upstander.network.models.membership import Invitation, Membership
from upstander.network.models.organisation import Hub, Organisation, Spoke, SpokeCommunity
from upstander.network.models.place import Community, Region
from upstander.network.models.programme import FundingModel, Programme, Statement, Taxonomy, Term
from upstander.network.models.release import Release
from upstander.network.models.service import Fact, Service
from upstander.network.models.wording import PackRecord, Wording

__all__ = [
    "Community",
    "Fact",
    "FundingModel",
    "Hub",
    "Invitation",
    "Membership",
    "Organisation",
    "PackRecord",
    "Programme",
    "Region",
    "Release",
    "Service",
    "Spoke",
    "SpokeCommunity",
    "Statement",
    "Taxonomy",
    "Term",
    "Wording",
]
