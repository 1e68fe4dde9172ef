"""Every sentence has its English, and a page in English says nothing in Vietnamese of its own."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from xml.etree.ElementTree import Element

import jinja2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tests.support.walks import Address
from tools import translations
from tracker.access import Role
from tracker.law.terms import Term

SignIn = Callable[..., InspectingClient]

UPDATE = "run `python -m tools.translations` and fill in the msgstr lines in messages.po."
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
MARKUP = re.compile(r"[<>&\"]")
VIETNAMESE = re.compile("[À-ỹ]")
SAYING = ("placeholder", "aria-label", "title", "alt", "data-label", "label")
NAMES_OF_LANGUAGES = {"Tiếng Việt"}
ENOUGH = 6  # Pages of one sort.
EVERY = frozenset({"cases.record_event", "cases.show"})
OWN_BY_ROLE = frozenset({"cases.my_work", "cases.index", "cases.show", "accounts.rights"})


def test_the_catalogue_holds_exactly_the_sentences_of_the_code() -> None:
    stated = {_first(found.sentence) for found in translations.sentences() if found.is_written}
    known = {_first(message.id) for message in translations.written() if message.id}
    found = [f"missing: {each}" for each in sorted(stated - known)]
    found += [f"no longer used: {each}" for each in sorted(known - stated)]
    source.refuse(found, "The English catalogue is in step with the code.", UPDATE)


def test_every_sentence_stands_where_it_is_translated() -> None:
    found = [f"{f.path}: {f.sentence}" for f in translations.sentences() if not f.is_written]
    source.refuse(
        found,
        "A sentence is written in the call that translates it, or is a constant of its module.",
        "fill values in as %(name)s; do not put sentences together.",
    )


def test_no_template_speaks_vietnamese_without_the_catalogue() -> None:
    found = [
        f"{path}:{line} {words.strip()[:80]}"
        for path in source.templates()
        for line, words in _loose_words(source.read(path))
        if VIETNAMESE.search(words)
    ]
    source.refuse(found, "Templates say what they say through _().", '{{ _("…") }}')


def test_every_sentence_has_its_english() -> None:
    found = [
        f"{_first(message.id)}: {'unsure' if message.fuzzy else 'empty'}"
        for message in translations.written()
        if message.id and (message.fuzzy or not translations.is_translated(message))
    ]
    source.refuse(found, "Every sentence has its English.", UPDATE)


def test_the_english_fills_in_the_same_values() -> None:
    found = [
        f"{_first(message.id)} -> {english}"
        for message in translations.written()
        if message.id
        for english in _forms(message.string)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(_first(message.id)))
    ]
    source.refuse(found, "Both languages fill in the same values.", "copy every %(name)s.")


def test_no_sentence_holds_markup() -> None:
    found = [
        words
        for message in translations.written()
        if message.id
        for words in (*_forms(message.id), *_forms(message.string))
        if MARKUP.search(words)
    ]
    source.refuse(
        found, "Templates print sentences as they are.", "write “…” for quotes, no < > or &."
    )


def test_the_application_reads_the_catalogue_as_it_is_written() -> None:
    compiled = translations.as_mo(translations.written())
    assert translations.MO.read_bytes() == compiled, f"messages.mo is not messages.po: {UPDATE}"


@pytest.mark.timeout(300)
def test_pages_in_english_say_nothing_in_vietnamese_of_their_own(
    sqlite_app: Flask,
    session: Session,
    command: Callable[..., str],
    sign_in: SignIn,
) -> None:
    demo = walks.load_demo(session, command, cases=40)
    for user in demo.people.values():
        user.language = "en"
    session.commit()
    clients = {role: sign_in(user) for role, user in demo.people.items()}
    urls = walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id)
    found: dict[str, str] = {}
    for address in _a_few_of_each_sort(urls):
        for page in _seen(clients, address):
            found.update({words: address.url for words in said(page) if not _is_english(words)})
    source.refuse(
        [f"{url}: {words}" for words, url in found.items()],
        "A page in English says nothing in Vietnamese of its own.",
        "print terms with term(…), sentences with _(…), rules with their title_en.",
    )


def said(page: Page) -> Iterator[str]:
    """Give what a page says: every piece of text, and the attributes that people hear or see."""
    for element in page.root.iter():
        if element.tag not in {"script", "style"}:
            yield from filter(None, (" ".join(each.split()) for each in _pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    yield element.tail or ""
    yield from (element.get(name, "") for name in SAYING)
    if element.tag == "input" and element.get("type") in {"submit", "button"}:
        yield element.get("value", "")


def _is_english(words: str) -> bool:
    return words not in _vietnamese() and not any(p.fullmatch(words) for p in _patterns())


@cache
def _vietnamese() -> frozenset[str]:
    """Give the sentences and terms that read otherwise in English."""
    sentences = {
        _first(message.id)
        for message in translations.written()
        if message.id and _first(message.id) not in _forms(message.string)
    }
    return (_terms() | sentences) - NAMES_OF_LANGUAGES


@cache
def _terms() -> frozenset[str]:
    """Give the terms that read otherwise in English."""
    return frozenset(m.vi for kind in Term.__subclasses__() for m in kind if m.vi != m.en)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Give the sentences with values in them, as they look once filled in."""
    filled = [each for each in _vietnamese() if PLACEHOLDER.search(each)]
    pieces = [PLACEHOLDER.sub("\0", each).split("\0") for each in filled]
    quoted = "|".join(re.escape(each) for each in _terms())  # Filled into a sentence.
    patterns = [".+".join(map(re.escape, each)) for each in pieces]
    return tuple(re.compile(each) for each in [*patterns, f".*“(?:{quoted})”.*"])


def _loose_words(template: str) -> Iterator[tuple[int, str]]:
    """Give the words of a template that stand outside the calls that translate."""
    before: list[str] = []
    for line, kind, words in jinja2.Environment(autoescape=True).lex(template):
        calls = before[-2:] == ["_", "("] or "ngettext" in before[-4:]
        if kind == "data" or (kind == "string" and not calls):
            yield from ((line, words),) if words.strip("\"'") not in NAMES_OF_LANGUAGES else ()
        if kind != "whitespace":
            before.append(words)


def _a_few_of_each_sort(urls: list[Address]) -> Iterator[Address]:
    for endpoint, group in groupby(urls, lambda address: address.endpoint):
        if endpoint == "cases.record_event":  # One address of every step.
            yield from {address.url.rpartition("/")[2]: address for address in group}.values()
        else:
            several = list(group)
            yield from several if endpoint in EVERY else several[:ENOUGH]


def _seen(clients: Mapping[Role, InspectingClient], address: Address) -> Iterator[Page]:
    """Give a page as those see it who may; most look the same to everybody."""
    for client in clients.values():
        page = client.get(address.url, status=walks.ANY, max_queries=99)
        if page.status == 200 and "html" in page.headers.get("Content-Type", ""):
            yield page
            if address.endpoint not in OWN_BY_ROLE:
                return


def _forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str | None) else tuple(string)


def _first(sentence: str | tuple[str, ...] | list[str]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]
