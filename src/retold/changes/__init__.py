"""A collation becomes typed changes, most telling first, one module a kind.

The kinds are found in the order of how telling they are. Each claims the words it reports; the lesser kinds leave those alone.
"""

from __future__ import annotations

from retold.changes.attribution import attribution_changes
from retold.changes.context import Context
from retold.changes.date import date_changes, pair_dates
from retold.changes.distance import distance_changes
from retold.changes.figure import figure_changes, pair_figures
from retold.changes.hedge import hedge_changes
from retold.changes.layout import layout_changes
from retold.changes.name import name_changes
from retold.changes.negation import negation_changes
from retold.changes.quotation import pair_quotations, quotation_changes
from retold.changes.ranking import ranked
from retold.changes.settled import settled
from retold.changes.worded import worded_changes
from retold.changes.wording import exchange_changes, quantity_changes, sentence_changes, wording_changes
from retold.records.comparison import Collation, Differences
from retold.records.marks import Marked

__all__ = ["differences"]


def differences(a: Marked, b: Marked, collation: Collation) -> Differences:
    """What the retelling `b` made of the source `a`: quotations, figures and dates in pairs, and ranked changes."""
    context = Context(a, b, collation)
    context.quotations = pair_quotations(context)
    layout = layout_changes(context)
    figures = pair_figures(context)
    dates = pair_dates(context)
    found = [
        *layout,
        *quotation_changes(context),
        *attribution_changes(context),
        *distance_changes(context),
        *worded_changes(context),
        *figure_changes(context, figures),
        *date_changes(context, dates),
        *negation_changes(context),
        *hedge_changes(context),
        *name_changes(context),
        *sentence_changes(context),
        *exchange_changes(context),
        *quantity_changes(context),
        *wording_changes(context),
    ]
    return Differences(
        quotations=tuple(context.quotations),
        figures=tuple(settled(figures, found)),
        dates=tuple(dates),
        changes=ranked(context, found),
    )
