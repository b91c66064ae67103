"""The environment of planned pages: Jinja's own, with less work for each value, call and import.

A page writes hundreds of values, and calls a hundred macros. Jinja makes each value a `Markup` just
before it joins them all, and asks of each call whether it wants the context. Without that a page
takes half the time (measured), and has the same text.
"""

import re
from collections.abc import MutableMapping
from functools import cache
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_PLAIN = (FunctionType, BuiltinMethodType, type(cache(str)))
_has_marks = re.compile("[&<>'\"]").search


def show(value: Any) -> str:
    """Return `value` as HTML, like markupsafe's `escape`: text without marks as it is."""
    kind = type(value)
    if kind is Markup or (kind is str and not _has_marks(value)):
        return value  # type: ignore[no-any-return]
    return escape(value)


class LeanCode(CodeGenerator):
    """Lets templates call `show` and `attribute`, which they need not look up, and our macros.

    Should Jinja ever no longer ask here, then pages are the same, only slower. What it wrote runs
    in any environment.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write the template, with the names that its values are written with."""
        self.writeline(f"from {__name__} import LeanMacro, show")
        self.writeline("attribute = environment.getattr")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write what asks for an attribute."""
        self.write("attribute(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro, with our class in place of Jinja's."""
        self.write("Lean")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("show(")


class LeanMacro(Macro):
    """A macro that knows whether it can be called in a shorter way, with exactly its arguments."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        more = self.caller or self.catch_kwargs or self.catch_varargs
        self.takes = -1 if more else self._argument_count
        """With how many arguments it can be called in that way, without asking more."""


class LeanContext(Context):
    """Calls macros and plain functions at once, and leaves the rest to Jinja."""

    def call(
        __self,
        __obj: Any,
        *args: Any,
        _loop_vars: Any = None,
        _block_vars: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Return what `__obj` returns, as Jinja's own `call`.

        Most calls have no arguments by name, and none wants the context.
        """
        if not kwargs:
            kind = type(__obj)
            if kind is LeanMacro and __obj.takes == len(args) and __self.eval_ctx.autoescape:
                return str.__new__(Markup, __obj._func(*args))
            if kind in _PLAIN and not hasattr(__obj, "jinja_pass_arg"):
                return __obj(*args)
        return super().call(__obj, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


class LeanEnvironment(Environment):
    """Compiles templates with `LeanCode`, and knows from the start what is global in them."""

    code_generator_class = LeanCode
    context_class = LeanContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return one dictionary: in Jinja's chain of two each import would look up each name."""
        return {**self.globals, **(d or {})}
