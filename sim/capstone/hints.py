"""What can be told of each fault: three hints, from vague to plain, and after the mend what it was and where it is taught."""

from collections.abc import Mapping
from types import MappingProxyType

from sim.capstone.planting import STATION_OF
from sim.capstone.values import Fault, Station

LESSONS: Mapping[Station, tuple[str, str]] = MappingProxyType(
    {
        Station.RULE: ("rules-and-patterns", "Rules and patterns"),
        Station.CALL: ("who-may-invoke", "Who may invoke"),
        Station.DEPLOYMENT: ("safe-deployments", "Safe deployments"),
        Station.NETWORK: ("ways-out-of-a-vpc", "Ways out of a VPC"),
        Station.QUEUE: ("queues", "Queues"),
        Station.ROLE: ("the-execution-role", "The execution role"),
    }
)
"""Id and title of the lesson that teaches what goes wrong at a station."""
_VAGUE: Mapping[Station, str] = MappingProxyType(
    {
        Station.RULE: "Compare what is uploaded with what the rule has matched. Which photographs are missing: all, or one kind?",
        Station.CALL: "A service that calls by its own name needs one statement in which everything fits: who, what, on whose behalf.",
        Station.DEPLOYMENT: "Which version fails, how much traffic does it get, and who would stop it?",
        Station.NETWORK: "The log names the last thing that the code connected to, and the subnet. Follow that one way, hop by hop.",
        Station.QUEUE: "Count the messages: sent, received, received again, dead-lettered. Which number should not be there?",
        Station.ROLE: "Two use this role: the mapping, which reads the queue, and the handler, which writes to the table.",
    }
)
_TOLD: Mapping[Fault, tuple[str, str, str]] = MappingProxyType(
    {
        Fault.WRONG_BUCKET: (
            "Hold the values of the pattern against an event of an uploaded photograph, one by one.",
            "The pattern asks for another bucket than the one into which photographs are uploaded.",
            "The pattern asked for the wrong bucket.",
        ),
        Fault.WRONG_FIELD: (
            "A field of a pattern must stand where the event has it. Try the pattern on an event.",
            "S3 puts the key into detail.object.key; the pattern looks for it one level higher.",
            "The prefix stood at a field that S3 does not send.",
        ),
        Fault.PUT_ONLY: (
            "Some photographs come through and others do not. How do the two kinds reach the bucket?",
            "Large files are uploaded in parts, and then detail.reason is CompleteMultipartUpload.",
            "The pattern wanted PutObject, and large files are completed as uploads in parts.",
        ),
        Fault.NO_NOTIFICATIONS: (
            "Try the pattern on an event. If it matches, look at what comes before it.",
            "A bucket tells EventBridge of its objects only if that is turned on in the bucket.",
            "The bucket sent no events to EventBridge.",
        ),
        Fault.NOT_ON_ALIAS: (
            "Which ARN is called, and which ARN does the statement name? To the letter.",
            "The rule calls the alias live; the statement is on the function without a qualifier.",
            "The permission was on the function, and the rule calls the alias.",
        ),
        Fault.OTHER_RULE: (
            "The principal is right. What does the condition ask for?",
            "aws:SourceArn names another rule than the one that calls.",
            "The condition named another rule.",
        ),
        Fault.OTHER_SERVICE: (
            "Who makes the call: the bucket, or the rule?",
            "EventBridge calls as events.amazonaws.com; the statement lets S3 in.",
            "The statement let in S3, and EventBridge calls.",
        ),
        Fault.NO_ALARM: (
            "The deployment shifts a tenth, then the rest. Who looks at the tenth meanwhile?",
            "The deployment group has no alarm, so nothing stops a version that fails.",
            "Nobody watched the canary.",
        ),
        Fault.DILUTED_ALARM: (
            "There is an alarm. Reckon what it can reach at most while the canary has a tenth.",
            "A tenth of all calls fails: 10 % of the alias, and the alarm waits for 20 %. Let it look at the new version alone.",
            "The alarm looked at the whole alias, in which a canary’s errors are few.",
        ),
        Fault.ALL_AT_ONCE: (
            "There is an alarm, and it goes off. What is there left for it to stop?",
            "All at once, the deployment has succeeded before a minute’s errors are counted.",
            "The whole traffic was shifted at once.",
        ),
        Fault.NO_ENDPOINT_ROUTE: (
            "Where does the route table of the function’s subnets lead, for an address of S3?",
            "The S3 endpoint has its route in the table of another subnet, and a private subnet has no other way out.",
            "The subnets of the function had no route to the S3 endpoint.",
        ),
        Fault.ONE_SUBNET: (
            "The same code works and hangs. What do the attempts that hang have in common?",
            "Only one of the two private subnets has the route to the S3 endpoint.",
            "One of the two subnets had no route to the S3 endpoint.",
        ),
        Fault.ENDPOINT_DENIES: (
            "An answer came, and quickly: so the way is there. Who says no on it?",
            "The policy of the S3 endpoint denies.",
            "The policy of the S3 endpoint denied.",
        ),
        Fault.DATABASE_CLOSED: (
            "S3 was reached. What stands between the function and the database, in the same VPC?",
            "The group of the database lets in the group kiosk, and the function has the group fn.",
            "The group of the database did not know the function’s.",
        ),
        Fault.SHORT_VISIBILITY: (
            "Messages are there, and nobody fetches them. Is there a mapping, and if not, what was it refused for?",
            "The queue hides a message for 20 s, and the function may run for 30 s: Lambda takes no such mapping.",
            "Messages were hidden for less than the function’s timeout, so there was no mapping.",
        ),
        Fault.ONE_RECEIVE: (
            "A locked seat is free again soon. How many chances has a message?",
            "With maxReceiveCount 1 the first failure is the last.",
            "A message had one chance only.",
        ),
        Fault.BATCH_ALONG: (
            "Some photographs are written twice, and their messages were sound. With whom did they share a batch?",
            "The handler raises, so the whole batch comes back, and what was done is done again.",
            "One failed message brought its whole batch back.",
        ),
        Fault.NO_PUT_ITEM: (
            "The log of file-photo names an action. Look for it in the policy.",
            "The role may read the table and not write to it.",
            "The role did not allow dynamodb:PutItem.",
        ),
        Fault.NO_DELETE_MESSAGE: (
            "The mapping says PROBLEM, and the handler never runs. What does Lambda need on a queue?",
            "A mapping receives, deletes and asks for attributes; one of the three is not in the policy.",
            "The role did not allow sqs:DeleteMessage.",
        ),
        Fault.DENIED: (
            "The policy allows the action, and AWS says no all the same. Read the error to its end.",
            "A Deny counts more than every Allow: the statement InventoryNight.",
            "A forgotten statement denied writing.",
        ),
    }
)


def hints(fault: Fault) -> tuple[str, str, str]:
    """The three hints, from vague to plain."""
    closer, plain, _ = _TOLD[fault]
    return _VAGUE[STATION_OF[fault]], closer, plain


def was(fault: Fault) -> str:
    """What it was, once it is mended."""
    return _TOLD[fault][2]
