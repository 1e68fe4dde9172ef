"""How templates become pages: as Flask draws them, with less done anew for each word of a page."""

from collections.abc import Callable, MutableMapping
from typing import Any

import markupsafe
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

# What `escape` itself does to a text before it makes a `Markup` of it.
_without_signs: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001


def escaped(value: object) -> str:
    """Make a value safe for a page, as `escape` does, but leave it the text that it is.

    A list writes seven hundred values; to make each a `Markup` first takes a tenth of its time.
    """
    if type(value) is Markup:
        return value
    return _without_signs(value) if type(value) is str else escape(value)


class _Writer(CodeGenerator):
    """Writes the code of a template, in which `escaped` stands for `escape`."""

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.escaped({finalize.src or ''}")


class Drawing(Environment):
    """Flask's environment, whose templates share one dict of globals and escape by `escaped`."""

    code_generator_class = _Writer
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template its globals: none has its own, and a chain of maps is slow to compare."""
        return super().make_globals(d) if d else self.globals
