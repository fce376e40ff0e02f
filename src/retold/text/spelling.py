"""American and British spelling of one word: no change of word.

Rules by ending where they are safe (realize / realise), a short list where they are not (centre, but acre; colour, but four).
"""

from __future__ import annotations

_OUR = frozenset(
    "arm behavi col clam dem endeav fav flav glam harb hon hum lab neighb od parl ranc rig rum sav splend tum val vap vig".split()
)
_ENDINGS = ("", "s", "ed", "ing", "ite", "ites", "able", "ful", "less", "hood", "hoods", "er", "ers")
_RE = frozenset("cent theat fib lit met calib lust meag omb sab somb spect kilomet centimet millimet".split())
_PAIRS = dict(
    pair.split("/")
    for pair in "gray/grey defense/defence offense/offence license/licence pretense/pretence program/programme "
    "tire/tyre curb/kerb plow/plough skeptic/sceptic skeptical/sceptical skepticism/scepticism aluminum/aluminium "
    "jewelry/jewellery catalog/catalogue dialog/dialogue analog/analogue mold/mould pajamas/pyjamas airplane/aeroplane "
    "mom/mum fulfill/fulfil "
    "skillful/skilful enroll/enrol installment/instalment enrollment/enrolment artifact/artefact maneuver/manoeuvre "
    "pediatric/paediatric anesthetic/anaesthetic hemorrhage/haemorrhage anemia/anaemia estrogen/oestrogen fetus/foetus "
    "diarrhea/diarrhoea encyclopedia/encyclopaedia sulfur/sulphur toward/towards afterward/afterwards "
    "judgment/judgement aging/ageing acknowledgment/acknowledgement".split()
)


def british(word: str) -> str:
    """The British spelling of a folded English word; the word itself where there is no other."""
    found = _PAIRS.get(word)
    if found is not None:
        return found
    for ending in (
        "ize",
        "yze",
        "ized",
        "yzed",
        "izes",
        "yzes",
        "izing",
        "yzing",
        "ization",
        "izations",
        "izer",
        "izers",
    ):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + ending.replace("z", "s", 1)
    at = word.find("or")
    if at > 1 and word[:at] in _OUR and word[at + 2 :] in _ENDINGS:
        return word[:at] + "our" + word[at + 2 :]
    stem = word.removesuffix("s")
    if stem.endswith("er") and stem[:-2] in _RE:
        return stem[:-2] + "re" + word[len(stem) :]
    for ending in ("led", "ling", "ler", "lers"):  # traveled / travelled
        if (
            word.endswith(ending)
            and len(word) > 6
            and word[-len(ending) - 1] in "aeiou"
            and word[-len(ending) - 2] not in "aeiou"
        ):
            return word[: -len(ending)] + "l" + ending
    return word
