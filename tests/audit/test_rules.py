"""How an entry is written down, and how the chain is computed, against outside vectors."""

from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upstander.audit.rules import GENESIS, canonical, commitment, digest

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def test_canonical_json_has_sorted_keys_no_spaces_and_no_needless_escapes() -> None:
    body = {"z": [1, 2], "a": {"c": None, "b": "é\n\0"}, "ਪ": True}

    assert canonical(body) == '{"a":{"b":"é\\n\\u0000","c":null},"z":[1,2],"ਪ":true}'


@settings(suppress_health_check=[HealthCheck.too_slow])  # how busy the machine is proves nothing
@given(st.dictionaries(st.text(), JSON))
def test_canonical_json_does_not_depend_on_the_order_of_keys(body: dict[str, object]) -> None:
    assert canonical(dict(reversed(body.items()))) == canonical(body)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_json_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"number": number})


def test_a_digest_is_sha_256_over_the_one_before_and_the_body() -> None:
    assert digest(GENESIS, "{}") == sha256(b"0" * 64 + b"\n{}").hexdigest()
    # printf '%064d\n{}' 0 | sha256sum
    assert (
        digest(GENESIS, "{}") == "5649d09ed68c17156095d175eef152856c5b1a81c117c409c1e00f096aa6838e"
    )


def test_the_same_content_with_another_salt_is_another_commitment() -> None:
    assert commitment("a", "her words") != commitment("b", "her words")
    assert commitment("a", "her words") == sha256(b"a\nher words").hexdigest()


@given(st.text(), st.text(), st.text())
def test_a_commitment_binds_to_its_content(salt: str, one: str, other: str) -> None:
    assert (commitment(salt, one) == commitment(salt, other)) == (one == other)
