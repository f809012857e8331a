"""Text whose paragraphs were wrapped for the journey (RFC 3676, format=flowed)."""

import re

_MARKS = re.compile(r">*")


def unwrapped(text: str, *, joined: bool) -> str:
    """The paragraphs as they were typed; `joined` takes away the space at the end of each line."""
    lines: list[str] = []
    depth_before, goes_on = -1, False
    for written in text.replace("\r\n", "\n").split("\n"):
        marks = _MARKS.match(written)
        depth = marks.end() if marks else 0
        line = written[depth:].removeprefix(" ")
        is_signature = line == "-- "
        if goes_on and depth == depth_before and not is_signature:
            lines.append(line)
        else:
            lines.append(("\n" if lines else "") + (">" * depth + " " if depth else "") + line)
        goes_on = line.endswith(" ") and not is_signature
        if goes_on and joined:
            lines[-1] = lines[-1][:-1]
        depth_before = depth
    return "".join(lines)
