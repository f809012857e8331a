"""Templates are read once per language; what can then no longer change is written at once.

Most of a page is the same for everybody: words, icons, addresses of files. Here a template is
compiled for the language that is spoken when it is asked for, and such parts become plain text, so
that a page is put together from few long strings instead of hundreds of small steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.template import Context, Node, NodeList, Origin, Template
from django.template.base import FilterExpression, TextNode, TokenType, Variable
from django.template.defaulttags import AutoEscapeControlNode, CommentNode, IfNode, LoadNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

from tillit.ui.nodes import quicker
from tillit.ui.templatetags.ui import icon

_SILENT = (CommentNode, LoadNode)
_ALWAYS_THE_SAME = (icon,)
"""Tags that give the same for the same words."""


class _Writer(base.Loader):
    """Makes templates of which all that is fixed is written."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template, made for the language that is spoken.

        Raises:
            TemplateDoesNotExist: there is none of this name.
        """
        template: Template = super().get_template(template_name, skip)
        _write(template.nodelist, _nothing(template, autoescape=self.engine.autoescape))
        return template


class Loader(cached.Loader, _Writer):
    """Keeps what the writer made, for each language; nobody sees a template before it is whole."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """The name of a template in the language that is spoken."""
        return f"{get_language()}:{super().cache_key(template_name, skip)}"


def _write(nodelist: NodeList, plain: Context) -> None:
    """Write what is fixed in these nodes and all below them, in place; `plain` has no values."""
    for node in nodelist:
        inner = plain
        if isinstance(node, AutoEscapeControlNode):
            inner = _nothing(plain.template, autoescape=node.setting)
        for below in _below(node):
            _write(below, inner)
    written = (_written(node, plain) for node in nodelist if not isinstance(node, _SILENT))
    nodelist[:] = _joined(written)


def _nothing(template: Template | None, *, autoescape: bool) -> Context:
    """A page that says nothing."""
    plain = Context(autoescape=autoescape)
    plain.template = template
    return plain


def _below(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodelist for _condition, nodelist in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        found = getattr(node, name, None)
        if isinstance(found, NodeList):
            yield found


def _written(node: Node, plain: Context) -> Node:
    if _is_fixed(node):
        return TextNode(node.render(plain))
    quick = quicker(node)
    # Where it stands is told when something goes wrong in it.
    if quick is not node:
        quick.token, quick.origin = node.token, node.origin
    return quick


def _joined(nodes: Iterator[Node]) -> Iterator[Node]:
    """The same, with texts that follow each other as one."""
    for is_text, some in groupby(nodes, lambda node: isinstance(node, TextNode)):
        if is_text:
            yield TextNode("".join(text.s for text in some))  # type: ignore[attr-defined]
        else:
            yield from some


def _is_fixed(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return not node.asvar and _all_said([node.filter_expression, node.message_context])
    if isinstance(node, BlockTranslateNode):
        return _says_one_thing(node)
    if isinstance(node, StaticNode):
        return node.varname is None and _all_said([node.path])
    if isinstance(node, SimpleNode) and node.func in _ALWAYS_THE_SAME:
        return node.target_var is None and _all_said([*node.args, *node.kwargs.values()])
    return False


def _says_one_thing(node: BlockTranslateNode) -> bool:
    words = all(token.token_type == TokenType.TEXT for token in node.singular)
    fixed = not (node.extra_context or node.plural or node.asvar)
    return words and fixed and _all_said([node.message_context])


def _all_said(expressions: Sequence[Any]) -> bool:
    """Whether these are words or numbers that stand in the template itself, or nothing at all."""
    return all(one is None or _is_said(one) for one in expressions)


def _is_said(expression: FilterExpression) -> bool:
    variable = expression.var
    return not expression.filters and not (isinstance(variable, Variable) and variable.lookups)
