"""Reviews as pages show them: what is asked, which answers can be given, what people said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import msgspec

from retold.archive.reviews import UNDECIDED, direction_answer, pair_answer, voice_answer
from retold.records.archive import MachineAnswer, Review, ReviewedKind, ToReview
from retold.records.comparison import ChangeKind, Comparison, RelationKind
from retold.records.story import Telling
from retold.web.addresses import article_address, compare_address
from retold.web.contexts import ArticleContext, CompareContext

CHOICES = 300  # changes or voices in a form
_ABOUT: dict[ReviewedKind, str] = {"pair": "relation", "direction": "direction", "voice": "voice", "change": "change"}
_SAID = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}


class Choice(msgspec.Struct, frozen=True):
    """Something that can be chosen in a form: its value, its words."""

    value: str
    says: str


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form that asks about one answer, or about one of several (`places`)."""

    about: ReviewedKind
    one: str
    other: str = ""
    heading: str
    says: str
    answers: tuple[Choice, ...]
    places: tuple[Choice, ...] = ()
    chosen: str = ""
    left_out: int = 0
    named: bool = False  # a correction is a name that is typed

    @property
    def open(self) -> bool:
        """Whether the form is shown at once."""
        return bool(self.chosen)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A review in words, with the addresses of what it is about."""

    review: Review
    verdict: str
    says: str
    about: str
    link: str
    machine: str
    now: str = ""
    where: str = ""


class Reviewing(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a page that is about reviews: forms, what was said, and what holds of each change or voice by its number, of
    the relation and of the direction."""

    forms: tuple[Form, ...]
    told: tuple[Told, ...]
    holds: dict[int, Told]
    relation: Told | None = None
    direction: Told | None = None


def of_comparison(found: CompareContext, number: int = 0) -> Reviewing:
    """The reviews of a comparison; `number` is the change that somebody wants to review (1 is the first)."""
    comparison = found.comparison
    names = {one.id: one.outlet or one.title or one.id for one in (comparison.source, comparison.retelling)}
    if len(set(names.values())) < 2:
        names = {one.id: f"{names[one.id]} ({one.id})" for one in (comparison.source, comparison.retelling)}
    words = {found.places[index]: _change(comparison, index) for index in reversed(range(len(found.places)))}
    told = tuple(told_of(one, names, words) for one in found.reviews)
    places = {place: index + 1 for index, place in reversed(list(enumerate(found.places)))}
    holds = {places[one.review.place]: one for one in reversed(told) if one.review.place in places}
    last = {one.review.about: one for one in reversed(told)}
    return Reviewing(
        forms=tuple(_forms(found, names, number)),
        told=told,
        holds=holds,
        relation=last.get("pair"),
        direction=last.get("direction"),
    )


def _forms(found: CompareContext, names: Mapping[str, str], number: int) -> list[Form]:
    comparison = found.comparison
    pair = (comparison.source.id, comparison.retelling.id)
    relation, direction = pair_answer(comparison), direction_answer(comparison)
    forms = [
        Form(
            about="pair",
            one=pair[0],
            other=pair[1],
            heading="The relation",
            says=answer_said("pair", relation.answer, names),
            answers=_answers("pair", [one for one in get_args(RelationKind) if one != relation.answer], names),
        ),
        Form(
            about="direction",
            one=pair[0],
            other=pair[1],
            heading="The direction",
            says=answer_said("direction", direction.answer, names),
            answers=_answers("direction", [one for one in (*pair, UNDECIDED) if one != direction.answer], names),
        ),
    ]
    if found.places:
        chosen = number - 1 if 0 < number <= len(found.places) else -1
        listed = [*([chosen] if chosen >= 0 and chosen not in found.shown[:CHOICES] else []), *found.shown[:CHOICES]]
        forms.append(
            Form(
                about="change",
                one=pair[0],
                other=pair[1],
                heading="A change",
                says="",
                answers=_answers("change", get_args(ChangeKind), names),
                places=tuple(Choice(found.places[one], _change(comparison, one)) for one in listed),
                chosen=found.places[chosen] if chosen >= 0 else "",
                left_out=max(0, len(found.shown) - CHOICES),
            )
        )
    return forms


def of_article(found: ArticleContext, number: int = 0) -> Reviewing:
    """The reviews of an article's voices; `number` is the attribution that somebody wants to review (1 is the first)."""
    article = found.ledger.article
    names = {article.id: article.outlet or article.title or article.id}
    attributions = found.ledger.attributions
    words = {found.places[index]: _words(attributions[index].content) for index in reversed(range(len(found.places)))}
    told = tuple(told_of(one, names, words) for one in found.reviews)
    by_place: dict[str, list[int]] = {}
    for index, place in enumerate(found.places):
        by_place.setdefault(place, []).append(index + 1)
    holds = {at: one for one in reversed(told) for at in by_place.get(one.review.place, ())}
    listed = [index for index, place in enumerate(found.places) if place][:CHOICES]
    chosen = found.places[number - 1] if 0 < number <= len(found.places) else ""
    if chosen and number - 1 not in listed:
        listed.insert(0, number - 1)
    form = Form(
        about="voice",
        one=article.id,
        heading="A voice",
        says="",
        answers=_answers("voice", (), names),
        places=tuple(
            Choice(found.places[one], f"{one + 1} {_voice(voice_answer(attributions[one]))}: {_words(attributions[one].content)}")
            for one in listed
        ),
        chosen=chosen,
        left_out=max(0, len(attributions) - CHOICES),
        named=True,
    )  # fmt: skip
    return Reviewing(forms=(form,) if listed else (), told=told, holds=holds)


def _answers(about: ReviewedKind, right: Sequence[str], names: Mapping[str, str]) -> tuple[Choice, ...]:
    also = (Choice("correct", "another voice, named below"),) if about == "voice" else ()
    return (
        Choice("confirm", "it is right"),
        Choice("reject", "it is wrong"),
        *also,
        *(Choice(f"correct:{one}", f"right would be: {answer_said(about, one, names)}") for one in right),
    )


def answer_said(about: ReviewedKind, answer: str, names: Mapping[str, str]) -> str:
    """An answer in words."""
    if about == "pair":
        return answer.replace("-", " ") or "no relation"
    if about == "direction":
        return (
            "undecided" if answer == UNDECIDED else f"{names.get(answer, answer)} is the source" if answer else "none"
        )
    if about == "voice":
        return answer or "nobody named"
    return answer or "no such change"


def told_of(review: Review, names: Mapping[str, str], places: Mapping[str, str] | None = None) -> Told:
    """A review in words; `places` are the words of places."""
    verdict = _SAID[review.verdict]
    right = f" to “{answer_said(review.about, review.value, names)}”" if review.verdict == "correct" else ""
    link = compare_address(review.one, review.other) if review.other else article_address(review.one)
    return Told(
        review=review,
        verdict=review.verdict,
        says=f"{verdict}{right}",
        about=_ABOUT[review.about],
        link=f"{link}#review",
        machine=answer_said(review.about, review.machine.answer, names),
        now=answer_said(review.about, review.now or "", names) if review.changed else "",
        where=(places or {}).get(review.place, ""),
    )


def cells(told: Told | None) -> tuple[str | None, str | None, str | None]:
    """A review as cells of a table: what was said, the note, who said it."""
    if told is None:
        return (None, None, None)
    return (told.says, told.review.note or None, told.review.name or "without a name")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the queue in words, with the answers that take one click."""

    item: ToReview
    asks: str
    says: str
    link: str
    answers: tuple[Choice, ...]


_IS_IT: dict[str, str] = {
    "identical": "Are they the same text?",
    "retelling": "Is one a retelling of the other?",
    "shares-passage": "Do they only share a passage?",
}
_YES_NO = (Choice("confirm", "Yes"), Choice("reject", "No"))


def question(item: ToReview) -> Question:
    """An item of the queue in words."""
    sure = item.machine.sure
    if item.other is None:
        return Question(
            item=item,
            asks=f"Does {item.machine.answer or 'nobody'} say this?",
            says=f"voice {item.machine.basis}",
            link=f"{article_address(item.one.id)}#review",
            answers=_YES_NO,
        )
    link = f"{compare_address(item.one.id, item.other.id)}#review"
    if item.about == "pair":
        asks = _IS_IT.get(item.machine.answer, f"Is this right: {item.machine.answer}?")
        return Question(item=item, asks=asks, says=f"score {sure:.2f}", link=link, answers=_YES_NO)
    names = {item.one.id: f"{label(item.one)} (the upper one)", item.other.id: f"{label(item.other)} (the lower one)"}
    said = answer_said("direction", item.machine.answer, names)
    choices = ((item.one.id, "Upper first"), (item.other.id, "Lower first"), (UNDECIDED, "Cannot be told"))
    answers = tuple(Choice("confirm" if id == item.machine.answer else f"correct:{id}", says) for id, says in choices)
    return Question(
        item=item, asks="Which was made from which?", says=f"{said}, probability {sure:.2f}", link=link, answers=answers
    )


def label(one: Telling) -> str:
    """A telling in a word or two."""
    return one.outlet or one.agency or one.title or one.id


def _change(comparison: Comparison, index: int) -> str:
    change = comparison.changes[index]
    sides = " → ".join(_words(spans) or "–" for spans in (change.source, change.retelling))
    return f"{index + 1} {change.kind}: {sides}"


def _voice(machine: MachineAnswer) -> str:
    return (machine.answer or "nobody named") + (" (inferred)" if machine.basis == "inferred" else "")


def _words(spans: Sequence[object]) -> str:
    words = " ".join(" … ".join(str(getattr(one, "text", "")) for one in spans).split())
    return words if len(words) <= 60 else words[:59] + "…"
