"""Strategies for property tests, in one place: small texts that look like news, and articles made of them."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "the harbour council ferry strike said minister Marta Oyen Port Vellis reportedly not 40 1,200 percent on Tuesday March "
    'closed opened report workers may will never “quoted words” "We wait" she told (Harbour Wire) and of in'
).split()

sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map(
    lambda listed: " ".join(listed).capitalize() + "."
)
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
texts = st.lists(paragraphs, min_size=1, max_size=4).map("\n\n".join)
ugly_texts = st.text(
    alphabet=st.sampled_from("aB1. ,\"'“”«»[]()\n\t-–%$é\u202eЖ中\u0301\U0001f600"), min_size=0, max_size=120
)
