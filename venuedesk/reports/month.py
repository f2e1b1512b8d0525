"""The paper of the month: figures, visits by day, use of the spaces, corrections, definitions, and who signs."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from venuedesk.core import house, tallies
from venuedesk.core.desk import Desk
from venuedesk.core.errors import Refused, decide
from venuedesk.core.tallies import CLOSED, Month, month_words
from venuedesk.i18n import DEFAULT, LANGUAGES, N_, _, speaking
from venuedesk.reports import month_tables as tables
from venuedesk.reports import paper
from venuedesk.reports.figures import DRAFTS, title_of
from venuedesk.reports.lines import CENTRE, Words
from venuedesk.reports.month_chart import chart
from venuedesk.reports.sheets import WIDTH, Heading, bound

_DRAFT = N_("DRAFT · {state} · figures may still change")


def month_pdf(month: Month, *, language: str, demo: bool = False) -> bytes:
    """The month as a PDF on A4 in ``language``, one of i18n.LANGUAGES; the same month makes the same bytes.

    ``demo`` puts 演示数据 above every page. A month that is not closed is marked a draft. Refused with
    CharacterMissing when the fonts lack a character of a name or a reason, which is named.
    """
    with speaking(language):
        decide(paper.problems_of_text(*_texts(month)))
        title = title_of(month)
        bands = ((_("Demonstration data"),) if demo else ()) + (
            (_(_DRAFT).format(state=_(DRAFTS[month.state])),) if month.state in DRAFTS else ()
        )
        foot = "" if month.state in DRAFTS else _("Seal of the figures: {seal}").format(seal=month.sha256[:16])
        return bound(Heading(title, bands, foot), [*_story(month)], subject=month.month)


def language_of(desk: Desk) -> str:
    """The language of the venue's papers, one of i18n.LANGUAGES."""
    language = desk.ask(house.setting, key=house.LANGUAGE, day=desk.now().date(), default=DEFAULT)
    return language if language in LANGUAGES else DEFAULT


def paper_of(desk: Desk, month: Month, *, demo: bool = False) -> bytes:
    """The paper of a month as the desk tells it: of a closed one the very bytes that were signed.

    A month that was closed without a paper is printed from its sealed figures. Refused (PaperChanged,
    CharacterMissing) where it cannot be had.
    """
    if month.state == CLOSED:
        try:
            return desk.ask(tallies.paper, month=month.month)
        except Refused as refused:
            if refused.problems[0].code != "NoPaper":
                raise
    return month_pdf(month, language=language_of(desk), demo=demo)


def _texts(month: Month) -> Iterator[str]:
    """Every text of the records that is to be printed."""
    yield month.venue
    for space in month.spaces:
        yield space.zone
        yield space.room_or_space
    for one in (*month.corrections, *month.corrected_since):
        yield one.reason
        yield one.who
    for section in month.sections:
        for figure in section.figures:
            yield _(figure.name)
            yield _(figure.definition)
    yield from month.footnotes


def _story(month: Month) -> Iterator[Flowable]:
    yield Spacer(0, 2 * mm)
    yield Words(month.venue, size=17, bold=True, align=CENTRE)
    yield Words(_("Monthly tally {month}").format(month=month_words(month.month)), size=13, bold=True, align=CENTRE)
    yield Spacer(0, 3 * mm)
    notes = tables.Notes()
    for section in month.sections:
        yield from tables.titled(_(section.title), tables.figures(section, notes))
    picture = (chart(month.days, WIDTH), Spacer(0, 2 * mm), tables.days(month.days))
    yield KeepTogether([*tables.titled(_("Visits by day"), *picture)])
    if month.spaces:
        yield from tables.titled(_("Use of the spaces"), tables.spaces(month.spaces))
    words = _("Corrections of earlier months, added to no figure")
    yield from tables.titled(words, tables.corrections(month.corrections))
    if month.corrected_since:
        words = _("Corrections of this month since it was closed, added to no figure")
        yield from tables.titled(words, tables.corrections(month.corrected_since))
    *most, last = tables.definitions(notes, month.footnotes)
    *most, before_last = most
    yield from tables.titled(_("Definitions"), *most)
    # not alone on a sheet: what is signed stands with it
    yield KeepTogether([before_last, last, Spacer(0, 5 * mm), tables.signatures()])
