"""The month: its figures, and its paper."""

from tests.bench.core import Bench
from tests.bench.measure import Line, Times, at_most, of_times
from venuedesk.core import tallies

FIGURES, PAPER = 300.0, 700.0  # ms at p95
MONTHS = 24  # the last ones; each is held against the month before and the same of last year


def months(bench: Bench, n: int) -> list[Line]:
    """The figures of the last months, and the PDF of each."""
    from venuedesk.reports.month import paper_of

    figures, papers = Times(), Times()
    known = [row.month for row in bench.desk.ask(tallies.months, now=bench.now)]
    for one in known[1 : 1 + min(n, MONTHS)]:
        found = figures.run(lambda one=one: bench.desk.ask(tallies.month, month=one, now=bench.now))
        paper = papers.run(paper_of, bench.desk, found)
        assert paper.startswith(b"%PDF")
    return [
        at_most("a month's figures", figures.p95, FIGURES, "ms", shown=of_times(figures)),
        at_most("its paper as PDF", papers.p95, PAPER, "ms", shown=of_times(papers)),
    ]
