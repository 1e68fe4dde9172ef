"""Every code of a closed vocabulary has a Vietnamese and an English name, said once."""

import importlib
import pkgutil
from collections.abc import Iterator

import tracker
from tests.support import source
from tracker.law.terms import Term


def test_every_term_is_labelled_in_both_languages() -> None:
    found = [
        f"{term.__module__}.{term.__name__}.{member.name}: {member.value!r}"
        for term in _terms()
        for member in term
        if not (member.value.strip() and member.vi.strip() and member.en.strip())
    ]
    source.refuse(
        found, "A term has a code and two names.", 'NAME = "code", "Tiếng Việt", "English"'
    )


def test_no_code_stands_for_two_terms() -> None:
    found = [
        f"{term.__module__}.{term.__name__}.{name} is another name of {member.name}"
        for term in _terms()
        for name, member in term.__members__.items()
        if name != member.name
    ]
    source.refuse(found, "A code belongs to one member.", "give the second member its own code.")


def test_no_two_members_of_a_term_look_the_same() -> None:
    found = [
        f"{term.__module__}.{term.__name__}: {name!r} in {language}"
        for term in _terms()
        for language in ("vi", "en")
        if len(names := [member.label(language) for member in term]) != len(set(names))
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    source.refuse(found, "Two members must not read the same.", "name what sets them apart.")


def _terms() -> Iterator[type[Term]]:
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not module.name.startswith("tracker.migrations"):
            importlib.import_module(module.name)
    yield from _below(Term)


def _below(term: type[Term]) -> Iterator[type[Term]]:
    for each in term.__subclasses__():
        yield each
        yield from _below(each)
