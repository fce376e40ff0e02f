"""One name, two forms of one name, or two names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.text.names import compare_names, fold_name

SAME = [
    ("Marta Oyen", "MARTA OYEN"),
    ("Marta Oyen", "Oyen"),
    ("Marta K. Oyen", "Marta Oyen"),
    ("The Harbour Office", "Harbour Office"),
    ("O’Brekk", "O'Brekk"),
    ("Marta Oyen Jr.", "Marta Oyen"),
    ("Marta K. Oyen", "Marta Kaja Oyen"),
]
VARIANT = [
    ("Kelvograd", "Kelvohrad"),
    ("Dornich", "Dornych"),
    ("Oleksandr Drach", "Aleksandr Drach"),
    ("Fisheries Ministry", "Ministry of Fisheries"),
    ("Defence Ministry", "Defense Ministry"),
    ("Vellmark Harbour Authority", "VHA"),
    ("United States", "U.S."),
    ("Bill Oyen", "William Oyen"),
    ("Oyen Marta", "Marta Oyen"),
    ("Lviv", "Lvov"),
    ("Kiev", "Kyiv"),
]
OTHER = [
    ("St Anne's Hospital", "St Mary's Hospital"),
    ("Oslo", "Ossel"),
    ("Jon Karl Oyen", "Jon Peter Oyen"),
    ("Marta Oyen", "Ruth Oyen"),
    ("Dornich", "Saltmere"),
    ("North Vellmark", "South Vellmark"),
    ("Vellmark", "North Vellmark"),
    ("Fisheries Ministry", "Defence Ministry"),
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Niger", "Nigeria"),
    ("Norwegian Defence Ministry", "Danish Defence Ministry"),
    ("Norway", "Norwegian"),
    ("Vellmark University", "Dornich University"),
]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        *((*pair, "same") for pair in SAME),
        *((*pair, "variant") for pair in VARIANT),
        *((*pair, "other") for pair in OTHER),
    ],
)
def test_pairs_of_names(one: str, other: str, verdict: str) -> None:
    """Each pair in both orders."""
    assert compare_names(one, other) == verdict
    assert compare_names(other, one) == verdict


_names = st.lists(
    st.sampled_from(
        "Marta Oyen Brekk Ministry of Fisheries Defence Vellmark North Kelvograd Kelvohrad US K. O’Hara".split()
    ),
    max_size=4,
).map(" ".join)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(_names, _names)
def test_the_order_of_two_names_does_not_matter(one: str, other: str) -> None:
    """Symmetric, a name is the same as itself, and folding twice is folding once."""
    assert compare_names(one, other) == compare_names(other, one)
    assert compare_names(one, one) == "same"
    assert fold_name(fold_name(one)) == fold_name(one)
