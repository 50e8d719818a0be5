"""Seeded rule sets and events of any size, to measure how long a bus takes over its rules.

``rules(seed, count)`` gives pattern texts: most are selective in the way that real rules are (a source, a state, an account, a bucket),
one in five is broad (``anything-but``, ``exists``), and an event fires three in a hundred. With ``mixed`` the costlier operators
come too: suffix, numeric, equals-ignore-case, cidr, wildcard, ``$or``. ``events(seed, count)`` gives event texts of six sources that
such rules speak of. With ``accounts`` each rule is one account's, of so many, as on a bus that many teams share, and so is each event:
then an event fires few rules of however many. Same seed and count, same texts; the first rules of a larger set are those of a smaller
one.
"""

import json
import random

SOURCES = ["aws.ec2", "aws.s3", "aws.signin", "aws.codepipeline", "shop.orders", "plant.sensor"]
REGIONS = ["eu-west-1", "eu-west-3", "us-east-1", "sa-east-1", "ap-south-2", "me-central-1"]
STATES = ["pending", "running", "stopping", "stopped", "terminated", "FAILED", "SUCCEEDED"]
CURRENCIES = ["EUR", "USD", "JPY", "CHF"]
TIERS = ["gold", "silver", "Bronze"]
TITLES = {
    "aws.ec2": "EC2 Instance State-change Notification",
    "aws.s3": "Object Created",
    "aws.signin": "AWS Console Sign In via CloudTrail",
    "aws.codepipeline": "CodePipeline Stage Execution State Change",
    "shop.orders": "OrderPlaced",
    "plant.sensor": "Reading",
}


def account(chance):
    return f"{chance.randrange(10**12):012}"


def team(number):
    """The account of a team."""
    return f"{700_000_000_000 + number}"


def basic(number, chance):
    """A rule of strings, lists, prefix, anything-but or exists: five kinds in turn."""
    pick = chance.choice
    kinds = [
        lambda: {"source": [pick(SOURCES)], "detail": {"state": [pick(STATES), f"rule-{number}"]}},
        lambda: {
            "detail-type": [{"prefix": pick(["EC2", "Order", "Code", "AWS"])}],
            "account": [account(chance), account(chance)],
        },
        lambda: {"source": [pick(SOURCES)], "region": [pick(REGIONS)], "detail": {"currency": [pick(CURRENCIES)]}},
        lambda: {"source": [{"anything-but": [pick(SOURCES), f"s{number}"]}], "region": [pick(REGIONS)]},
        lambda: {"detail": {"customer": {"tier": [pick(TIERS), f"t{number}"]}, "coupon": [{"exists": True}]}},
    ]
    return kinds[number % len(kinds)]()


def costly(number, chance):
    """A rule with one of the operators that look into a value: seven kinds in turn."""
    pick, low = chance.choice, chance.randrange(-1000, 1_000_000)
    block = chance.randrange(1, 32)
    size = [{"numeric": [">", low, "<=", low + chance.randrange(1, 10**6)]}]
    branches = [{"detail": {"state": [pick(STATES)]}}, {"detail": {"device": {"id": [f"dev-{number % 1000:03}"]}}}]
    kinds = [
        {"detail": {"object": {"key": [{"suffix": pick([".csv", ".png", ".jpg"])}], "size": size}}},
        {"detail": {"customer": {"tier": [{"equals-ignore-case": pick(TIERS)}]}, "total": [{"numeric": [">=", low]}]}},
        {
            "detail": {
                "source-ip-address": [{"cidr": f"{chance.randrange(1, 224)}.{chance.randrange(256)}.0.0/{block}"}]
            }
        },
        {"$or": branches, "region": [pick(REGIONS)]},
        {"detail": {"eventName": ["ConsoleLogin", f"L{number}"], "userIdentity": {"type": ["Root"]}}},
        {"detail-type": [{"wildcard": "*State*"}], "detail": {"pipeline": [f"pipe-{number % 40}", f"p{number}"]}},
        {"detail": {"readings": {"name": [pick(["temp", "lux"])], "value": [{"numeric": [">", low]}]}}},
    ]
    return kinds[number % len(kinds)]


def rules(seed, count, mixed=True, accounts=0):
    """``count`` pattern texts; half of them with the costlier operators when ``mixed``."""
    chance, teams = random.Random(f"rules {seed}"), random.Random(f"teams {seed}")
    makes = [basic, costly] if mixed else [basic]
    made = []
    for number in range(count):
        rule = makes[number % len(makes)](number // len(makes), chance)
        made.append(json.dumps(rule | {"account": [team(teams.randrange(accounts))]} if accounts else rule))
    return made


def detail(source, chance):
    """What an event of ``source`` tells."""
    pick, address = chance.choice, ".".join(str(chance.randrange(1, 256)) for _ in range(4))
    match source:
        case "aws.ec2":
            return {"instance-id": f"i-{chance.getrandbits(40):010x}", "state": pick(STATES)}
        case "aws.s3":
            key = f"photos/{chance.randrange(10**6)}{pick(['.csv', '.png', '.jpg', '.txt'])}"
            return {"object": {"key": key, "size": chance.randrange(5_000_000)}, "source-ip-address": address}
        case "aws.signin":
            return {
                "eventName": "ConsoleLogin",
                "userIdentity": {"type": pick(["Root", "IAMUser"])},
                "source-ip-address": address,
            }
        case "aws.codepipeline":
            return {"pipeline": f"pipe-{chance.randrange(40)}", "state": pick(STATES), "stage": "Build"}
        case "shop.orders":
            lines = [
                {"sku": f"A{chance.randrange(9)}", "qty": chance.randrange(1, 5)} for _ in range(chance.randrange(1, 4))
            ]
            order = {
                "currency": pick(CURRENCIES),
                "total": chance.randrange(10**6) / 100,
                "customer": {"tier": pick(TIERS)},
                "lines": lines,
            }
            return order | ({"coupon": "SPRING"} if chance.random() < 0.3 else {})
    readings = [
        {"name": pick(["temp", "lux", "hum"]), "value": chance.randrange(10**6), "ok": chance.random() < 0.9}
        for _ in range(3)
    ]
    return {"device": {"id": f"dev-{chance.randrange(1000):03}", "ip": address}, "readings": readings}


def events(seed, count, accounts=0):
    """``count`` event texts with the envelope that a bus puts around them."""
    chance, teams = random.Random(f"events {seed}"), random.Random(f"teams of events {seed}")
    made = []
    for number in range(count):
        source = chance.choice(SOURCES)
        envelope = {
            "version": "0",
            "id": f"{number:08x}",
            "detail-type": TITLES[source],
            "source": source,
            "account": team(teams.randrange(accounts)) if accounts else account(chance),
        }
        envelope |= {"time": "2026-11-23T12:00:00Z", "region": chance.choice(REGIONS), "resources": []}
        made.append(json.dumps(envelope | {"detail": detail(source, chance)}))
    return made
