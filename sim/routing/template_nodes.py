"""A template as nodes with places: what stands at a property, in the resource itself or in ``Globals``, as far as it is known."""

from dataclasses import dataclass

from sim.routing.arns import ACCOUNT, REGION, target_of
from sim.rules.intrinsic import Names, OpenError, Place, function_of, names_of, settled
from sim.rules.json_tree import read_json
from sim.rules.tree import BookError, Kind, Node, place
from sim.rules.yaml_tree import read_yaml

LONGEST = 1_100_000
"""Characters of a template; CloudFormation takes 1 MB."""
_NOTHING = Node(Kind.OBJECT, 0)
_OFF = {"false", "no", "off"}


class TemplateError(ValueError):
    """What is wrong with a template, with line and column."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line = line
        self.column = column
        self.message = message
        super().__init__(f"line {line}, column {column}: {message}")


@dataclass(frozen=True, slots=True)
class Reader:
    """A template that has been read."""

    source: str
    root: Node
    names: Names

    @property
    def resources(self) -> tuple[tuple[str, Node], ...]:
        """The resources, by their names in the template."""
        return self.root.objects("Resources")

    def resource(self, logical: str) -> Node | None:
        """The resource of that name."""
        return next((node for name, node in self.resources if name == logical), None)

    def properties(self, resource: Node) -> Node:
        """Its properties."""
        return resource.get("Properties") or _NOTHING

    def of_function(self, resource: Node, name: str) -> Node | None:
        """A property of a SAM function; that of ``Globals`` if it has none of its own."""
        found = self.everywhere(resource, name)
        return found[-1] if found else None

    def everywhere(self, resource: Node, name: str) -> tuple[Node, ...]:
        """A property in ``Globals``, and in the function itself."""
        shared = self.root.get("Globals")
        places = (shared.get("Function") if shared else None, self.properties(resource))
        return tuple(found for place in places if place and (found := place.get(name)))

    def text(self, node: Node | None) -> str:
        """The text that a node gives. What only deployment brings is the name of the resource that it comes from."""
        if node is None:
            return ""
        node = _if_true(node)
        try:
            value = settled(node, self.names)
        except OpenError:
            called = function_of(node)
            body = called[1] if called else node
            return (body.text or "".join(one.text for one in body.members[:1])).partition(".")[0].strip("${}")
        return value.text

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(filter(None, (self.text(member) for member in _if_true(node).members))) if node else ()

    def is_on(self, node: Node | None) -> bool:
        """Whether a switch is on; it is if nothing is said."""
        return self.text(node).lower() not in _OFF

    def line(self, node: Node) -> int:
        """Where it begins, from 1."""
        return place(self.source, node.at)[0]

    def fault(self, node: Node, message: str) -> TemplateError:
        """The error that ``node`` is, with its place."""
        return TemplateError(*place(self.source, node.at), message)

    def name_of(self, logical: str, resource: Node) -> str:
        """FunctionName; the logical name if it has none that is known, or none that a function can have."""
        name = self.text(self.properties(resource).get("FunctionName"))
        return name if name and target_of(name) else logical

    def function_behind(self, resource: Node) -> str:
        """The logical name of the function that a version, an alias or a permission belongs to."""
        named = self.text(self.properties(resource).get("FunctionName"))
        for logical, other in self.resources:
            if named == logical or (named and named == self.text(self.properties(other).get("FunctionName"))):
                return logical
        return ""


def _if_true(node: Node) -> Node:
    """What ``Fn::If`` gives if its condition holds; any other node as it is."""
    called = function_of(node)
    if called and called[0] == "Fn::If" and len(called[1].members) == 3:
        return _if_true(called[1].members[1])
    return node


def reader_of(text: str) -> Reader:
    """The template that ``text`` is, in YAML or JSON.

    Raises:
        TemplateError: it is none, and where that shows.
    """
    if len(text) > LONGEST:
        raise TemplateError(1, 1, f"{len(text):,} characters are too many for a template; at most {LONGEST:,} are read")
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    if not text.strip():
        raise TemplateError(1, 1, "nothing stands here; paste a template with Resources")
    try:
        nodes = read_json(text) if text.lstrip().startswith(("{", "[")) else read_yaml(text)
    except BookError as error:
        raise TemplateError(*place(text, error.at), error.message) from error
    root = nodes[0] if nodes else _NOTHING
    found = root.get("Resources")
    if found is None or found.kind is not Kind.OBJECT:
        raise TemplateError(*place(text, root.at), "this is no template; a template has Resources")
    return Reader(text, root, names_of(root, Place(ACCOUNT, REGION)))
