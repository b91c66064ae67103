"""The environment of planned pages: Jinja's own, with less work for each value, call and import.

A page writes hundreds of values, and calls a hundred macros. Jinja makes each value a `Markup` just
before it joins them all, asks of each call whether it wants the context, and of each attribute
whether it is a key. Without that a page takes under half the time (measured), with the same text.
"""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from markupsafe import Markup, escape

_OUR_TEMPLATES = str(Path(__file__).parent / "templates")
_PLAINLY = (False, False, False, True)
"""A macro takes no other arguments by name, no more of them, no caller; and it escapes."""


def show(value: Any) -> str:
    """Return `value` as HTML, like markupsafe's `escape`: text without marks as it is.

    Looking five times for one mark takes half the time of one pattern for all (measured).
    """
    kind = type(value)
    if kind is Markup or (
        kind is str
        and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value)
    ):
        return value  # type: ignore[no-any-return]
    return escape(value)


class LeanCode(CodeGenerator):
    """Lets templates call `show` and our macros; ours also call and read attributes as Python does.

    None of what ours call wants the context, and none of what they read is a key of a dictionary.
    Should Jinja ever no longer ask here, then pages are the same, only slower. What it wrote runs
    in any environment.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write the template, with the names that its values are written with."""
        self._ours = (self.filename or "").startswith(_OUR_TEMPLATES)
        self._sentences: dict[str, str] = {}
        self.writeline(f"from {__name__} import LeanMacro, show")
        super().visit_Template(node, frame)
        for sentence, name in self._sentences.items():
            self.writeline(f"{name} = environment.globals['_']({sentence!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write what reads an attribute; by that a site's own template may also mean a key."""
        if not self._ours:
            return super().visit_Getattr(node, frame)
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call; a sentence without values is asked for when the template is loaded."""
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"), args=[nodes.Const(value=str(sentence))], kwargs=[]
            ) if self._ours:
                name = f"sentence_{len(self._sentences)}"
                self.write(self._sentences.setdefault(sentence, name))
            case nodes.Call(dyn_args=None, dyn_kwargs=None) if self._ours and not forward_caller:
                self._write_call(node, frame)
            case _:
                super().visit_Call(node, frame, forward_caller=forward_caller)

    def _write_call(self, node: nodes.Call, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

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
    """A macro that is called in a shorter way, when it gets exactly its arguments."""

    def __init__(
        self,
        environment: Environment,
        write: Callable[..., str],
        name: str,
        arguments: list[str],
        *more: bool,
    ) -> None:
        super().__init__(environment, write, name, arguments, *more)
        self._write = write
        self._takes = len(arguments) if more == _PLAINLY else -1

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return its text, as Jinja's own; that puts what it knows of escaping before all else."""
        if len(args) != self._takes or kwargs or (args and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._write(*args))


class LeanEnvironment(Environment):
    """Compiles templates with `LeanCode`, and knows from the start what is global in them."""

    code_generator_class = LeanCode

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return one dictionary: in Jinja's chain of two each import would look up each name."""
        return {**self.globals, **(d or {})}
