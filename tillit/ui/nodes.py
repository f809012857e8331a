"""Nodes of templates that do the same as Django's in fewer steps, for the values that pages show.

Django's prepare for dates to localise, lazy words and numbers to group at every value; nearly all
that pages show are plain strings.
"""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.template import Context, Node, Template
from django.template.base import FilterExpression, VariableNode, render_value_in_context
from django.template.defaulttags import CsrfTokenNode
from django.template.loader_tags import IncludeNode
from django.utils.safestring import SafeString


class Value(VariableNode):
    """A value of the page."""

    def render(self, context: Context) -> str:
        """The value as it may stand on the page."""
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        kind = type(value)
        if kind is SafeString:
            return str(value)
        if kind is str:
            return escape(value) if context.autoescape else str(value)
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return str(render_value_in_context(value, context))


class Part(Node):
    """Another template that is always the same, and found once."""

    child_nodelists = ()

    def __init__(self, name: str, values: dict[str, FilterExpression], *, alone: bool) -> None:
        self._name = name
        self._values = list(values.items())
        self._alone = alone
        self._found: Template | None = None

    def render(self, context: Context) -> str:
        """The other template, with the values of this one unless it stands alone."""
        found = self._found
        if found is None:
            # A template is kept for one language, and so is what it includes.
            engine = context.template.engine  # type: ignore[union-attr]
            found = self._found = engine.get_template(self._name)
        values = {name: said.resolve(context) for name, said in self._values}
        if self._alone:
            return found.render(context.new(values))
        with context.push(**values), context.render_context.push_state(found):
            return found.nodelist.render(context)


class Token(CsrfTokenNode):
    """The field that proves that a form is ours."""

    def render(self, context: Context) -> str:
        """The hidden field."""
        token = str(context.get("csrf_token", ""))
        if token in ("", "NOTPROVIDED"):
            return str(super().render(context))
        # Letters and digits, by construction.
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'


def quicker(node: Node) -> Node:
    """The node that does the same in fewer steps, if there is one."""
    if type(node) is VariableNode:
        return Value(node.filter_expression)
    if type(node) is CsrfTokenNode:
        return Token()
    if type(node) is IncludeNode and isinstance(node.template.var, str):
        name = node.template.var
        if not node.template.filters and not name.startswith("."):
            return Part(name, node.extra_context, alone=node.isolated_context)
    return node
