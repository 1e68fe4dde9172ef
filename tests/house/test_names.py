"""Names say what a thing is, and there are no junk rooms."""

import re

from tests.support import source

JUNK_ROOM = re.compile(r"(utils?|helpers?|common|misc|stuff|tools?|base_.*|.*_(utils?|helpers?))$")
EMPTY_VERB = re.compile(r"_*(get|do|handle|process)_")
NAMED_BY_OTHERS = {  # Names that a library asks for.
    "_get_file_stream",
    "do_begin",
    "get_id",
    "get_locale",
    "get_translations",
    "process_bind_param",
    "process_data",
    "process_formdata",
    "process_literal_param",
    "process_result_value",
}


def test_no_file_or_folder_is_a_junk_room() -> None:
    found = [
        str(path)
        for path in source.files(under="tracker/") + source.files(under="tests/")
        if any(JUNK_ROOM.match(part.split(".")[0]) for part in path.parts)
    ]
    source.refuse(
        found,
        "No utils, helpers, common, misc or base_*: such a file has no subject.",
        "name the file after the thing in it; two things are two files.",
    )


def test_no_function_hides_behind_an_empty_verb() -> None:
    found = [
        f"{path}:{function.lineno} {function.name}"
        for path in source.python("tracker/")
        for function in source.functions(path)
        if EMPTY_VERB.match(function.name) and function.name not in NAMED_BY_OTHERS
    ]
    source.refuse(
        found,
        "No get_, do_, handle_ or process_.",
        "a read is a noun (overdue_cases), a write is the domain's verb (assign).",
    )
