"""A round of funding for the tiny pack, as a text to be spoiled."""

ROUND = """\
[publisher]
prefix = "360G-lanterns"
country = "IN"

[[call]]
key = "spring"
title = "Oil for lamps"
basis = "Told by the lamp keeper."
year = 2024
announced_on = "2024-03-01"
budget = "900.50"
sources = ["lanterns.example"]

[[call_kind]]
call = "spring"
key = "lone"
name = "Lone lamp"
most_per_community = 300

[[call_kind]]
call = "spring"
key = "pooled"
name = "Pooled lamps"
most_per_award = "600.50"
least_communities = 2
most_communities = 3
neighbours_required = true

[[envelope]]
call = "spring"
region = "coast"
ceiling = "600.50"

[[envelope]]
call = "spring"
region = "hills"
floor = 100
ceiling = 310

[[award]]
reference = "spring-1"
call = "spring"
organisation = "ferry-friends"
kind = "pooled"
amount = "600.50"
communities = ["amber-bay", "birch-ferry"]
partners = ["lantern-house"]
starts_on = "2024-04-01"
ends_on = "2025-03-31"

[[award]]
reference = "spring-2"
call = "spring"
organisation = "hill-council"
kind = "lone"
amount = 300
communities = ["cedar-top"]
title = "Oil for the top"
"""
