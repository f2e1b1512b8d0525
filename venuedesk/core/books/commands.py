"""The commands of books, and what stands against each."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from venuedesk.core import house
from venuedesk.core.books import queries, rules, slips
from venuedesk.core.books.rows import CopiesDraft, CopyDraft, TitleDraft
from venuedesk.core.books.tables import Copy, Title
from venuedesk.core.errors import NOTICE, Problem, ask, decide, impossible, notice
from venuedesk.core.money import parse_price
from venuedesk.core.texts import clean, clean_lines, fold
from venuedesk.i18n import _, day_text

NOTHING: frozenset[str] = frozenset()
BARCODE_PREFIX, BARCODE_WIDTH = "books.barcode_prefix", "books.barcode_width"
ACCESSION_PREFIX, ACCESSION_WIDTH = "books.accession_prefix", "books.accession_width"
_NUMBERS = {BARCODE_PREFIX: "B", BARCODE_WIDTH: "6", ACCESSION_PREFIX: "", ACCESSION_WIDTH: "7"}

# ---------------------------------------------------------------- titles


def problems_of_title(session: Session, *, draft: TitleDraft) -> list[Problem]:
    """What stands against saving this title; a shared ISBN is only told."""
    found = rules.problems_of_title_values(draft)
    others = queries.sharing(session, isbn=rules.isbn_kept(draft.isbn), but=draft.title_id)
    if others:
        words = _("“{title}” has the same ISBN.").format(title=others[0])
        found.append(notice("IsbnShared", words, titles=tuple(others)))
    return found


def save_title(
    session: Session, *, draft: TitleDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.TitleSaved:
    """Add a title, or change the one that the draft names; a retired one is in the catalogue again.

    Raises Refused (TitleMissing, TextTooLong) or NeedsYes (IsbnWrong, PriceOdd).
    """
    found = decide(problems_of_title(session, draft=draft), accepted)
    title = session.get_one(Title, draft.title_id) if draft.title_id else Title(created_at=now)
    for name, words in rules.texts_kept(draft).items():
        setattr(title, name, words)
    price = parse_price(draft.price)
    title.price, title.gift, title.retired_at = price.fen, price.gift, None
    session.add(title)
    session.flush()
    notices = tuple(str(p) for p in found if p.kind == NOTICE)
    return slips.TitleSaved(title.id, title=title.title, notices=notices)


def problems_of_retiring_title(session: Session, *, title_id: int) -> list[Problem]:
    """What stands against retiring this title."""
    title = session.get_one(Title, title_id)
    if title.retired_at is not None:
        words = _("{name} is already retired.").format(name=title.title)
        return [impossible("AlreadyRetired", words, _("Save it again to bring it back."))]
    standing = select(func.count()).where(Copy.title_id == title_id, Copy.state.in_(("in_stock", "repair")))
    copies = session.scalar(standing) or 0
    if copies:
        words = _("“{title}” still has {n} copies.").format(title=title.title, n=copies)
        return [impossible("TitleHasCopies", words, _("Withdraw them first."), copies=copies)]
    return []


def retire_title(session: Session, *, title_id: int, now: datetime) -> slips.TitleRetired:
    """Take a title out of the catalogue; refused while it has copies."""
    decide(problems_of_retiring_title(session, title_id=title_id))
    title = session.get_one(Title, title_id)
    title.retired_at = now
    return slips.TitleRetired(title_id, title=title.title)


# ---------------------------------------------------------------- copies


def problems_of_copies(session: Session, *, draft: CopiesDraft) -> list[Problem]:
    """What stands against adding these copies."""
    found = rules.problems_of_number(draft) + rules.problems_of_copy_values(draft)
    if session.get_one(Title, draft.title_id).retired_at is not None:
        found.append(impossible("TitleRetired", _("This title is retired."), _("Save it again to bring it back.")))
    if draft.barcode:
        found += _problems_of_barcode(session, draft.barcode, None)
    return found


def _problems_of_barcode(session: Session, raw: str, copy_id: int | None) -> list[Problem]:
    found = rules.problems_of_barcode(raw)
    twin = session.execute(
        select(Copy.id, Title.title).join(Title, Title.id == Copy.title_id).where(Copy.barcode == fold(raw))
    ).one_or_none()
    if twin is not None and twin.id != copy_id:
        words = _("Barcode {barcode} is on a copy of “{title}”.").format(barcode=fold(raw), title=twin.title)
        found.append(impossible("BarcodeTaken", words, copy=twin.id, title=twin.title))
    return found


def add_copies(
    session: Session, *, draft: CopiesDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.CopiesAdded:
    """Add copies of a title with the next barcodes and accession numbers; none is ever given twice.

    Raises Refused (NumberOdd, OneBarcode, BarcodeTaken, BarcodeTooLong, TitleRetired, ItemTypeMissing, TextTooLong) or
    NeedsYes (PriceOdd).
    """
    decide(problems_of_copies(session, draft=draft), accepted)
    barcodes = [fold(draft.barcode)] if draft.barcode else _next(session, "barcode", draft.number, now.date())
    accessions = _next(session, "accession", draft.number, now.date())
    title = session.get_one(Title, draft.title_id)
    price = parse_price(draft.price)
    for barcode, accession in zip(barcodes, accessions, strict=True):
        copy = Copy(
            title_id=title.id,
            barcode=barcode,
            accession=accession,
            location=clean(draft.location),
            item_type=draft.item_type.strip(),
            source=clean(draft.source) or ("赠" if price.gift else ""),
            price=price.fen if draft.price.strip() else title.price,
            acquired_on=draft.acquired_on,
            note=clean_lines(draft.note),
        )
        session.add(copy)
        session.flush()
    first_id = copy.id - len(barcodes) + 1
    return slips.CopiesAdded(title.id, first_id, len(barcodes), barcodes[0], barcodes[-1], title=title.title)


def _next(session: Session, column: str, count: int, day: date) -> list[str]:
    keys = (BARCODE_PREFIX, BARCODE_WIDTH) if column == "barcode" else (ACCESSION_PREFIX, ACCESSION_WIDTH)
    prefix, width = (house.setting(session, key=key, day=day, default=_NUMBERS[key]) for key in keys)
    return queries.next_numbers(session, column=column, prefix=fold(prefix), width=int(width), count=count)


def problems_of_copy(session: Session, *, draft: CopyDraft) -> list[Problem]:
    """What stands against saving this copy."""
    found = rules.problems_of_copy_values(draft) + _problems_of_barcode(session, draft.barcode, draft.copy_id)
    accession = fold(draft.accession)
    query = select(Title.title).join(Copy, Copy.title_id == Title.id)
    twin = session.scalar(query.where(Copy.accession == accession, Copy.id != draft.copy_id).limit(1))
    if accession and twin is not None:
        words = _("Accession number {accession} is also on a copy of “{title}”.")
        found.append(ask("AccessionTaken", words.format(accession=accession, title=twin), title=twin))
    return found


def save_copy(
    session: Session, *, draft: CopyDraft, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.CopySaved:
    """Change a copy; Refused with BarcodeTaken and others, NeedsYes with AccessionTaken or PriceOdd."""
    decide(problems_of_copy(session, draft=draft), accepted)
    copy = session.get_one(Copy, draft.copy_id)
    copy.barcode, copy.accession, copy.location = fold(draft.barcode), fold(draft.accession), clean(draft.location)
    copy.item_type, copy.source, copy.note = draft.item_type.strip(), clean(draft.source), clean_lines(draft.note)
    copy.price, copy.acquired_on = parse_price(draft.price).fen, draft.acquired_on
    session.flush()
    return slips.CopySaved(copy.id, title=session.get_one(Title, copy.title_id).title, barcode=copy.barcode)


def problems_of_taking_away(session: Session, *, copy_id: int) -> list[Problem]:
    """What stands against taking this copy off the shelf: a loan, a member it lies ready for."""
    copy = session.get_one(Copy, copy_id)
    loan, waiting = queries.open_loan(session, copy_id), queries.set_aside_for(session, copy_id)
    found = []
    if loan is not None:
        due = day_text(datetime.fromisoformat(loan[1]).date())
        words = _("{barcode} is lent to {holder}, due {due}.").format(barcode=copy.barcode, holder=loan[0], due=due)
        found.append(impossible("CopyOnLoan", words, _("Take it back first, or report it lost."), holder=loan[0]))
    if waiting is not None:
        words = _("{barcode} lies ready for {member}.").format(barcode=copy.barcode, member=waiting)
        found.append(impossible("CopyHeld", words, _("Cancel the hold first."), member=waiting))
    return found


def withdraw_copy(session: Session, *, copy_id: int, now: datetime, reason: str = "") -> slips.CopyWithdrawn:
    """Take a copy out of the stock (剔旧); Refused with CopyOnLoan, CopyHeld or CopyWithdrawn."""
    copy = session.get_one(Copy, copy_id)
    if copy.state == "withdrawn":
        decide([impossible("CopyWithdrawn", _("{barcode} is already withdrawn.").format(barcode=copy.barcode))])
    decide(problems_of_taking_away(session, copy_id=copy_id))
    copy.state = "withdrawn"
    return slips.CopyWithdrawn(copy_id, title=_title_of(session, copy), barcode=copy.barcode)


def return_to_stock(session: Session, *, copy_id: int) -> slips.CopyBackInStock:
    """Put a withdrawn copy back in stock; lost copies and those in repair come back by the lending desk."""
    copy = session.get_one(Copy, copy_id)
    if copy.state != "withdrawn":
        words = _("{barcode} is not withdrawn.").format(barcode=copy.barcode)
        decide([impossible("NotWithdrawn", words, state=copy.state)])
    copy.state = "in_stock"
    return slips.CopyBackInStock(copy_id, title=_title_of(session, copy), barcode=copy.barcode)


def send_to_repair(session: Session, *, copy_id: int) -> slips.CopyInRepair:
    """Send a copy of the stock to repair; Refused with CopyOnLoan, CopyHeld or NotInStock."""
    copy = session.get_one(Copy, copy_id)
    if copy.state != "in_stock":
        words = _("{barcode} is {state}.").format(barcode=copy.barcode, state=_(rules.STATES[copy.state]))
        decide([impossible("NotInStock", words, state=copy.state)])
    decide(problems_of_taking_away(session, copy_id=copy_id))
    copy.state = "repair"
    return slips.CopyInRepair(copy_id, title=_title_of(session, copy), barcode=copy.barcode)


def _title_of(session: Session, copy: Copy) -> str:
    return session.get_one(Title, copy.title_id).title
