"""The course as a map: lessons, and what each needs before it."""

from collections.abc import Collection

from lessons.catalog import Course


def map_of(course: Course, done: Collection[str]) -> str:
    """The body of a Graphviz graph: a box for each lesson, an arrow from what it needs; done ones say so and are filled."""
    rows = []
    for number, module in enumerate(course.modules, start=1):
        rows.append(
            f'subgraph cluster_{number} {{ label="{module.about.title}"; style="rounded,dashed"; class=rest; fontsize=13;'
        )
        for n, lesson in enumerate(module.lessons, start=1):
            ready = lesson.about.id in done
            label = _label(n, lesson.about.title, ready=ready)
            rows.append(f'"{lesson.about.id}" [label="{label}", class={"work" if ready else "cold"}]')
        rows.append("}")
    for lesson in course.lessons.values():
        rows += [f'"{need}" -> "{lesson.about.id}"' for need in lesson.about.needs]
    return "\n".join(rows)


def map_in_words(course: Course, done: Collection[str]) -> str:
    """The same map as a list."""
    lines = []
    for module in course.modules:
        lines.append(f"{module.about.title}:")
        for n, lesson in enumerate(module.lessons, start=1):
            lines.append(f"{n}. {lesson.about.title}{' (done)' if lesson.about.id in done else ''}")
    return "\n".join(lines)


def _label(number: int, title: str, *, ready: bool) -> str:
    words, lines, line = title.split(), [], f"{number}."
    for word in words:
        if len(line) + len(word) > 24:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}"
    lines.append(line)
    if ready:
        lines.append("✔ done")
    return "\\n".join(lines).replace('"', "'")
