"""The words of the standard library's argument parser, in the language in use.

argparse asks two names of its own module, made for gettext, for each of its words; they are ours here. Below are those
of its words that a parser of ours can say; what another version of Python says otherwise stays English.
"""

import argparse

from venuedesk.i18n import N_, _, ngettext

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("%(prog)s: error: %(message)s\n"),
)


def translate() -> None:
    """Let argparse speak the language in use from now on, whatever it is then."""
    argparse._ = _  # type: ignore[attr-defined]
    argparse.ngettext = ngettext  # type: ignore[attr-defined]
