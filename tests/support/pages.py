"""What every page must keep to, whoever wrote it, and a few ways to read one."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS

NEED_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
DATA_SCRIPTS = {"application/json", "application/ld+json"}


@dataclass(frozen=True)
class Form:
    """A form as the browser would send it."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """An answer of the application, parsed when first asked."""

    url: str
    status: int
    text: str
    headers: dict[str, str]
    statements: tuple[str, ...] = ()
    is_fragment: bool = False

    @cached_property
    def _parser(self) -> html5lib.HTMLParser:
        return html5lib.HTMLParser(namespaceHTMLElements=False)

    @cached_property
    def root(self) -> Element:
        """Give the parsed page."""
        parse = self._parser.parseFragment if self.is_fragment else self._parser.parse
        root: Element = parse(self.text)
        return root

    @property
    def parse_errors(self) -> list[str]:
        """Give what a strict parser objects to, with line and column."""
        _ = self.root
        return [
            f"line {line}, column {column}: {PARSE_ERRORS.get(code, code) % values}"
            for (line, column), code, values in self._parser.errors
        ]

    @property
    def title(self) -> str:
        """Give the page's title."""
        return "".join(words(title) for title in self.root.findall("head/title"))

    @property
    def heading(self) -> str:
        """Give the words of the first h1."""
        return next((words(h1) for h1 in self.root.iter("h1")), "")

    @property
    def words(self) -> str:
        """Give all that is written on the page, without its marks."""
        return words(self.root)

    @property
    def links(self) -> dict[str, str]:
        """Give every link's address and words."""
        return {a.get("href", ""): words(a) for a in self.root.iter("a")}

    def every(self, tag: str, **attributes: str) -> list[Element]:
        """Give the elements of a tag; a class is one of its classes, other attributes are equal."""
        return [e for e in self.root.iter(tag) if _matches(e, attributes)]

    def form(self, action: str | None = None) -> Form:
        """Give the only POST form in the main part, or the one that goes to an address."""
        found = [form for form in self.every("form") if _method(form) == "post"]
        if action is not None:
            found = [form for form in found if form.get("action", self.url) == action]
        elif (main := self.root.find(".//main")) is not None:
            found = [form for form in main.iter("form") if _method(form) == "post"]
        if len(found) != 1:
            actions = [form.get("action", self.url) for form in found]
            message = f"{self.url}: expected one form, found {len(found)}: {actions}"
            raise AssertionError(message)
        return _filled(found[0], self.url)


def words(element: Element) -> str:
    """Give an element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def faults(page: Page) -> list[str]:
    """Give every rule that a page breaks, in words."""
    checks = FRAGMENT_CHECKS if page.is_fragment else (*WHOLE_PAGE_CHECKS, *FRAGMENT_CHECKS)
    return [fault for check in checks for fault in check(page)]


def _matches(element: Element, wanted: dict[str, str]) -> bool:
    names = {"class_": "class", "for_": "for"}
    return all(
        value in element.get("class", "").split()
        if name == "class_"
        else element.get(names.get(name, name.replace("_", "-"))) == value
        for name, value in wanted.items()
    )


def _method(form: Element) -> str:
    return form.get("method", "get").lower()


def _filled(form: Element, url: str) -> Form:
    values: dict[str, list[str]] = {}
    for element in form.iter():
        if (name := element.get("name")) and (sent := _sent(element)):
            values.setdefault(name, []).extend(sent)
    return Form(form.get("action") or url, _method(form), values)


def _sent(element: Element) -> list[str]:
    """Give what a browser would send for a field that nobody touched."""
    if element.get("disabled") is not None:
        return []
    if element.tag == "textarea":
        return ["".join(element.itertext())]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = options[:1]
        return [o.get("value", words(o)) for o in chosen]
    return _sent_by_input(element) if element.tag == "input" else []


def _sent_by_input(element: Element) -> list[str]:
    kind = element.get("type", "text")
    if kind in {"submit", "button", "image", "reset", "file"}:
        return []
    if kind in {"checkbox", "radio"}:
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [element.get("value", "")]


def _parsed_strictly(page: Page) -> Iterator[str]:
    yield from (f"is not valid HTML at {error}" for error in page.parse_errors)


def _titled(page: Page) -> Iterator[str]:
    if not page.title:
        yield "has no title"


def _in_a_language(page: Page) -> Iterator[str]:
    if page.root.get("lang") not in {"vi", "en"}:
        yield f"says lang={page.root.get('lang')!r}, not vi or en"


def _headed_once(page: Page) -> Iterator[str]:
    if (count := len(page.every("h1"))) != 1:
        yield f"has {count} h1 instead of one"


def _identified_once(page: Page) -> Iterator[str]:
    counted = Counter(e.get("id") for e in page.root.iter() if e.get("id") is not None)
    yield from (f"uses id {name!r} {n} times" for name, n in counted.items() if n > 1)


def _labelled(page: Page) -> Iterator[str]:
    targets = {label.get("for") for label in page.every("label") if words(label)}
    wrapped = {id(f) for label in page.every("label") if words(label) for f in label.iter()}
    for tag in ("input", "select", "textarea"):
        for element in page.every(tag):
            named = element.get("aria-label") or element.get("aria-labelledby")
            if tag == "input" and element.get("type", "text") in NEED_NO_LABEL:
                continue
            if not (named or element.get("id") in targets or id(element) in wrapped):
                yield f"has a {tag} named {element.get('name')!r} without a label"


def _tokened(page: Page) -> Iterator[str]:
    for form in page.every("form"):
        tokens = [e for e in form.iter("input") if e.get("name") == "csrf_token" and e.get("value")]
        if _method(form) == "post" and len(tokens) != 1:
            yield f"has a POST form to {form.get('action')!r} with {len(tokens)} CSRF tokens"


def _free_of_inline_code(page: Page) -> Iterator[str]:
    if page.every("style"):
        yield "has a <style> element"
    for script in page.every("script"):
        if script.get("src") is None and script.get("type") not in DATA_SCRIPTS:
            yield "has an inline <script>"
    for element in page.root.iter():
        for name in element.keys():  # noqa: SIM118 - an Element is not a mapping
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"has the inline attribute {name} on <{element.tag}>"


def _said_in_words(page: Page) -> Iterator[str]:
    for tag in ("a", "button"):
        for element in page.every(tag):
            pictures = [image.get("alt") for image in element.iter("img")]
            if not (words(element) or element.get("aria-label") or any(pictures)):
                yield f"has an <{tag}> without words: {dict(element.items())}"
    yield from (f"has <img src={i.get('src')!r}> without alt" for i in _without_alt(page))


def _without_alt(page: Page) -> list[Element]:
    return [image for image in page.every("img") if image.get("alt") is None]


Check = Callable[[Page], Iterator[str]]
WHOLE_PAGE_CHECKS: tuple[Check, ...] = (_titled, _in_a_language, _headed_once)
FRAGMENT_CHECKS: tuple[Check, ...] = (
    _parsed_strictly,
    _identified_once,
    _labelled,
    _tokened,
    _free_of_inline_code,
    _said_in_words,
)
