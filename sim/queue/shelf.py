"""What a queue shows to a receive: the messages that are visible, and which of them comes next."""

from bisect import insort
from collections import OrderedDict
from collections.abc import Collection
from operator import attrgetter

from sim.queue.message import Message


class Shelf:
    """The visible messages of a standard queue, in the order in which they became visible. AWS promises no order; this is the usual one."""

    def __init__(self) -> None:
        self._visible: OrderedDict[int, Message] = OrderedDict()

    def add(self, message: Message) -> None:
        """The message is visible."""
        self._visible[message.number] = message

    def take(self, message: Message, *, hidden: bool) -> None:  # noqa: ARG002 - a standard queue blocks nothing
        """The message is visible no more: it is ``hidden`` after a receive, or gone."""
        del self._visible[message.number]

    def release(self, message: Message) -> None:
        """A hidden message is visible again, or gone."""

    def first(self, groups: Collection[str] = ()) -> Message | None:  # noqa: ARG002 - a standard queue has no groups
        """The message that comes next; ``groups`` are those that the batch at hand holds already."""
        return next(iter(self._visible.values()), None)


class FifoShelf(Shelf):
    """The visible messages of a FIFO queue. While a message of a group is hidden, no other one of that group is shown.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
    """

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[str, list[Message]] = {}
        self._hidden: dict[str, int] = {}

    def add(self, message: Message) -> None:
        """The message is visible, in its place by order of sending."""
        insort(self._groups.setdefault(message.group, []), message, key=attrgetter("number"))

    def take(self, message: Message, *, hidden: bool) -> None:
        """The message is visible no more; while it is ``hidden``, its group waits."""
        self._groups[message.group].remove(message)
        if not self._groups[message.group]:
            del self._groups[message.group]
        if hidden:
            self._hidden[message.group] = self._hidden.get(message.group, 0) + 1

    def release(self, message: Message) -> None:
        """A hidden message is visible again, or gone: its group waits for it no more."""
        self._hidden[message.group] -= 1
        if not self._hidden[message.group]:
            del self._hidden[message.group]

    def first(self, groups: Collection[str] = ()) -> Message | None:
        """The oldest message of the batch's own ``groups``, else of a group without a hidden message."""
        own = [self._groups[group][0] for group in groups if group in self._groups]
        ready = own or [found[0] for group, found in self._groups.items() if group not in self._hidden]
        return min(ready, key=attrgetter("number"), default=None)
