"""Who may enter: a row for every URL name. `make check` refuses an address without one.

public      anyone; nothing is set in the browser, nothing asks who she is
signing-in  anyone on the way to a session: forms of staff, which need a cookie for their token
signed-in   any member of staff: her own account
staff       any member of staff, for what her memberships allow
editor      staff who may edit pages; Wagtail asks for the permission of each page

A name that ends in `*` stands for all that begin so; the longest row that fits counts. Only the
libraries' names are listed so: an address of our own has its own row, or the check refuses it.
An address without a name stands under its path.
"""

from typing import Literal

Who = Literal["public", "signing-in", "signed-in", "staff", "editor"]

DOORS: dict[str, Who] = {
    "front": "public",
    "leave": "public",
    "robots": "public",
    "sitemap": "public",
    "find": "public",
    "all-places": "public",
    "place": "public",
    "member": "public",
    "wagtail_serve": "public",
    "support-public:tell": "public",
    "support-public:return": "public",
    "account_login": "signing-in",
    "account_logout": "signed-in",
    "account_inactive": "signing-in",
    "account_reauthenticate": "signed-in",
    "account_change_password": "signed-in",
    "account_reset_password*": "signing-in",
    "account_set_up": "signed-in",
    "account_end_session": "signed-in",
    "mfa_*": "signed-in",
    "mfa_authenticate": "signing-in",
    "mfa_login_webauthn": "signing-in",
    "usersessions_*": "signed-in",
    "network:join": "signing-in",
    "network:join-accept": "signed-in",
    "desk:home": "staff",
    "desk:invitations": "staff",
    "desk:invitation-withdraw": "staff",
    "desk:people": "staff",
    "desk:membership-end": "staff",
    "desk:language": "staff",
    "support:inbox": "staff",
    "support:new": "staff",
    "support:network": "staff",
    "support:teams": "staff",
    "support:team-set-up": "staff",
    "support:team": "staff",
    "support:team-access": "staff",
    "support:team-key": "staff",
    "support:team-key-kept": "staff",
    "support:team-recover": "staff",
    "support:case": "staff",
    "support:identity": "staff",
    "support:file": "staff",
    "support:task-done": "staff",
    "support:take": "staff",
    "support:release": "staff",
    "support:acknowledge": "staff",
    "support:write": "staff",
    "support:reopen": "staff",
    "support:start": "staff",
    "support:note": "staff",
    "support:task": "staff",
    "support:attach": "staff",
    "support:refer": "staff",
    "support:assess": "staff",
    "support:outcome": "staff",
    "support:assign": "staff",
    "support:close": "staff",
    "support:refuse": "staff",
    "support:abuse": "staff",
    "support:referral-accept": "staff",
    "support:referral-decline": "staff",
    "support:referral-agree": "staff",
    "support:referral-withdraw": "staff",
    "support:referral-finish": "staff",
    "funding:money": "staff",
    "funding:money-needs": "staff",
    "funding:money-compare": "staff",
    "funding:money-end": "staff",
    "funding:money-publish": "staff",
    "funding:scenario": "staff",
    "funding:scenario-begin": "staff",
    "funding:scenario-why": "staff",
    "funding:decision": "staff",
    "funding:decision-agree": "staff",
    "funding:home": "staff",
    "funding:calls": "staff",
    "funding:call-new": "staff",
    "funding:call": "staff",
    "funding:call-basics": "staff",
    "funding:call-summary": "staff",
    "funding:call-envelopes": "staff",
    "funding:call-section": "staff",
    "funding:call-part-add": "staff",
    "funding:call-part": "staff",
    "funding:call-part-remove": "staff",
    "funding:call-part-shift": "staff",
    "funding:call-languages": "staff",
    "funding:call-language": "staff",
    "funding:call-preview": "staff",
    "funding:call-export": "staff",
    "funding:call-do": "staff",
    "funding:application-start": "staff",
    "funding:application": "staff",
    "funding:application-who": "staff",
    "funding:application-course": "staff",
    "funding:application-budget": "staff",
    "funding:application-questions": "staff",
    "funding:application-partners": "staff",
    "funding:application-partner": "staff",
    "funding:application-partner-ask": "staff",
    "funding:application-partner-remove": "staff",
    "funding:application-people": "staff",
    "funding:application-person-remove": "staff",
    "funding:application-review": "staff",
    "funding:application-receipt": "staff",
    "funding:application-file": "staff",
    "funding:application-file-remove": "staff",
    "funding:application-take-back": "staff",
    "funding:application-take-up": "staff",
    "funding:application-withdraw": "staff",
    "funding:partnership": "staff",
    "funding:partnership-confirm": "staff",
    "funding:partnership-decline": "staff",
    "funding:late": "staff",
    "funding:reviews": "staff",
    "funding:review": "staff",
    "funding:review-send": "staff",
    "funding:review-give-back": "staff",
    "funding:review-take-back": "staff",
    "funding:review-reopen": "staff",
    "funding:review-declare": "staff",
    "funding:call-reviews": "staff",
    "funding:call-assign": "staff",
    "funding:call-set-aside": "staff",
    "funding:calibration": "staff",
    "funding:review-export": "staff",
    "funding:application-reviews": "staff",
    "funding:check": "staff",
    "funding:check-ask": "staff",
    "funding:check-told": "staff",
    "funding:check-file": "staff",
    "wagtail*": "editor",
    "/editor/*": "editor",
}


def who_may_enter(name: str) -> Who | None:
    """What the table says of a URL name; None where it says nothing."""
    row = row_of(name)
    return DOORS[row] if row else None


def row_of(name: str) -> str | None:
    """The row that counts for a URL name: its own, else the longest that it begins with."""
    if name in DOORS:
        return name
    stems = [row for row in DOORS if row.endswith("*") and name.startswith(row[:-1])]
    return max(stems, key=len, default=None)
