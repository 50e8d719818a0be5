"""What holds whatever is called: a version never changes, numbers only grow, an alias leads somewhere, a refusal changes nothing."""

import shlex

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sim.routing import Scenario, run
from sim.routing.cli import Call, Unread, calls_of
from sim.routing.finding import Moment
from sim.routing.playing import answered, played
from sim.routing.shorthand import ShorthandError, value_of
from sim.routing.state import World
from tests.sim.routing.writing import text_of

FUNCTIONS = st.sampled_from([*["reserve-seat"] * 7, "print-ticket"])
CODES = st.sampled_from(["v1", "v2", "v3"])
ALIASES = st.sampled_from(["prod", "prod", "prod", "beta", "beta", "2024"])
VERSIONS = st.sampled_from(["1", "2", "1", "2", "3", "4", "$LATEST", "prod"])
QUALIFIERS = st.one_of(VERSIONS, ALIASES, st.just(""))
WEIGHTS = st.one_of(
    st.just(""),
    st.just("AdditionalVersionWeights={}"),
    st.builds(
        lambda number, weight: f"AdditionalVersionWeights={{{number}={weight}}}",
        VERSIONS,
        st.sampled_from(["0.0", "0.1", "0.5", "1.0", "1.5"]),
    ),
    st.just("AdditionalVersionWeights={1=0.1,2=0.2}"),
)


class Bench(RuleBasedStateMachine):
    """Somebody calls whatever comes to mind."""

    @initialize(busy=st.integers(0, 2), seed=st.integers(0, 9), canary=st.booleans())
    def begin(self, busy, seed, canary):
        self.world, self.now, self.invoked = World(), 0, 0
        self.busy, self.seed = busy, seed
        self.frozen = {}
        self.numbers = {}
        self.call("create-function", name="reserve-seat", **self.making("v1"))
        if canary:
            self.call("wait function-active-v2", name="reserve-seat")
            self.call("publish-version", name="reserve-seat")
            self.call("update-function-code", name="reserve-seat", rest="--publish", **{"zip-file": "fileb://v2.zip"})
            weights = "AdditionalVersionWeights={2=0.1}"
            self.call_alias(
                "create-alias", "reserve-seat", {"name": "prod", "function-version": "1", "routing-config": weights}
            )

    def making(self, code):
        role = "arn:aws:iam::111122223333:role/lantern"
        return {"runtime": "python3.13", "handler": "a.b", "role": role, "zip-file": f"fileb://{code}.zip"}

    def call(self, command, *, name, rest="", **options):
        told = " ".join(f"--{option} {shlex.quote(value)}" for option, value in options.items() if value)
        (call,) = calls_of(f"aws lambda {command} --function-name {name} {told} {rest}")
        assert isinstance(call, Call), call
        before, as_it_was = self.world, repr(self.world)
        self.now += 1
        moment = Moment(self.now, self.busy, self.seed, self.invoked)
        self.world, answer = answered(before, call, moment)
        self.invoked += command == "invoke" and not answer.is_refused
        assert repr(before) == as_it_was
        assert answer.why.endswith((".", "!"))
        if answer.is_refused:
            assert self.world is before
            assert answer.status >= 400
            assert answer.message
        else:
            assert 200 <= answer.status < 300
        return answer

    @rule(name=FUNCTIONS, code=CODES, publish=st.booleans())
    def create(self, name, code, publish):
        self.call("create-function", name=name, rest="--publish" if publish else "", **self.making(code))

    @rule(name=FUNCTIONS, code=CODES, publish=st.booleans())
    def upload(self, name, code, publish):
        self.call(
            "update-function-code",
            name=name,
            rest="--publish" if publish else "",
            **{"zip-file": f"fileb://{code}.zip"},
        )

    @rule(
        name=FUNCTIONS,
        stage=st.sampled_from(["test", "prod"]),
        role=st.sampled_from(["", "arn:aws:iam::111122223333:role/other", "other"]),
    )
    def configure(self, name, stage, role):
        options = {"environment": f"Variables={{STAGE={stage}}}", "role": role}
        self.call("update-function-configuration", name=name, **options)

    @rule(name=FUNCTIONS)
    def wait(self, name):
        self.call("wait function-updated-v2", name=name)

    @rule(name=FUNCTIONS, description=st.sampled_from(["", "x"]))
    def publish(self, name, description):
        number = self.world.next_number(name)
        before = self.world.functions.get(name)
        answer = self.call("publish-version", name=name, description=description)
        if answer.is_refused:
            return
        if answer.published:
            assert answer.version == str(number)
        else:
            assert answer.version in before.versions
        again = self.call("publish-version", name=name)
        assert (again.version, again.published) == (answer.version, False)

    @rule(name=FUNCTIONS, alias=ALIASES, version=VERSIONS, weights=WEIGHTS)
    def make_alias(self, name, alias, version, weights):
        options = {"name": alias, "function-version": version, "routing-config": weights}
        self.call_alias("create-alias", name, options)

    @rule(name=FUNCTIONS, alias=ALIASES, version=st.one_of(VERSIONS, st.just("")), weights=WEIGHTS)
    def point_alias(self, name, alias, version, weights):
        self.call_alias("update-alias", name, {"name": alias, "function-version": version, "routing-config": weights})

    def call_alias(self, command, function, options):
        told = " ".join(f"--{option} {shlex.quote(value)}" for option, value in options.items() if value)
        self.call(command, name=f"{function} {told}")

    @rule(name=FUNCTIONS, alias=ALIASES)
    def drop_alias(self, name, alias):
        self.call_alias("delete-alias", name, {"name": alias})

    @rule(name=FUNCTIONS, qualifier=QUALIFIERS.filter(bool))
    def delete_version(self, name, qualifier):
        self.call("delete-function", name=name, qualifier=qualifier)

    @rule(data=st.data())
    def delete_what_an_alias_leads_to(self, data):
        used = sorted(
            (function.name, version)
            for function in self.world.functions.values()
            for alias in function.aliases.values()
            for version in (alias.version, alias.additional)
            if version not in ("", "$LATEST")
        )
        if used:
            name, version = data.draw(st.sampled_from(used))
            answer = self.call("delete-function", name=name, qualifier=version)
            assert answer.error == "ResourceConflictException"

    @rule(name=FUNCTIONS, really=st.sampled_from(["no", "no", "no", "no", "no", "yes"]))
    def delete_all(self, name, really):
        if really == "yes":
            self.call("delete-function", name=name)

    @rule(name=FUNCTIONS, qualifier=QUALIFIERS)
    def invoke(self, name, qualifier):
        answer = self.call("invoke", name=name, qualifier=qualifier, rest="out.json")
        if answer.is_refused:
            return
        function = self.world.functions[name]
        alias = function.aliases.get(qualifier)
        possible = {alias.version, alias.additional} if alias else {qualifier or "$LATEST"}
        assert answer.version in possible
        assert answer.code == function.runs(answer.version, self.now).code

    @rule(name=FUNCTIONS, qualifier=QUALIFIERS, count=st.sampled_from(["5", "6", "0", "950"]))
    def provision(self, name, qualifier, count):
        options = {"qualifier": qualifier or "1", "provisioned-concurrent-executions": count}
        self.call("put-provisioned-concurrency-config", name=name, **options)

    @rule(name=FUNCTIONS, qualifier=QUALIFIERS, sid=st.sampled_from(["a", "b"]))
    def permit(self, name, qualifier, sid):
        options = {"statement-id": sid, "action": "lambda:InvokeFunction", "principal": "s3.amazonaws.com"}
        self.call("add-permission", name=name, qualifier=qualifier, **options)

    @rule(name=FUNCTIONS, qualifier=QUALIFIERS)
    def configure_events(self, name, qualifier):
        options = {"maximum-retry-attempts": "1", "qualifier": qualifier}
        self.call("put-function-event-invoke-config", name=name, **options)

    @invariant()
    def a_version_never_changes(self):
        seen = {}
        for function in self.world.functions.values():
            for number, version in function.versions.items():
                seen[function.name, number] = version.content
        for key, content in seen.items():
            assert self.frozen.setdefault(key, content) == content

    @invariant()
    def numbers_only_grow(self):
        for name, number in self.world.next_numbers.items():
            assert number >= self.numbers.get(name, 1)
            function = self.world.functions.get(name)
            assert all(int(version) < number for version in (function.versions if function else ()))
        assert set(self.numbers) <= set(self.world.next_numbers)
        self.numbers = dict(self.world.next_numbers)

    @invariant()
    def an_alias_leads_somewhere_and_its_shares_are_one(self):
        for function in self.world.functions.values():
            for alias in function.aliases.values():
                assert function.runs(alias.version, self.now) is not None
                assert not alias.name.isdigit()
                if alias.additional:
                    assert {alias.version, alias.additional} <= set(function.versions)
                    assert alias.version != alias.additional
                assert 0 <= alias.weight <= 1
                assert (1 - alias.weight) + alias.weight == 1
                assert alias.additional or not alias.weight

    @invariant()
    def what_hangs_on_a_qualifier_hangs_on_something(self):
        for function in self.world.functions.values():
            for qualifier in (*function.policies, *function.event_configs, *function.provisioned):
                assert function.has(qualifier)


Bench.TestCase.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestBench = Bench.TestCase


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_outcome(text):
    outcome = run(Scenario(calls=text)).outcome
    assert outcome.calls == outcome.done + outcome.refused + outcome.unread


_OPTIONS = st.sampled_from(
    ["--function-name", "--name", "--qualifier", "--routing-config", "--zip-file", "x", "'", "{", "=", "\\"]
)
_WORDS = st.lists(
    st.one_of(_OPTIONS, st.sampled_from(["aws", "lambda", "invoke", "create-alias", "wait", "#", "2=0.1"])), max_size=8
)


@given(words=_WORDS)
@settings(max_examples=200, deadline=None)
def test_a_line_is_a_call_or_says_what_is_wrong(words):
    for one in calls_of(" ".join(words)):
        assert isinstance(one, Call) or "; " in one.problem or "?" in one.problem or ", " in one.problem
        assert not isinstance(one, Unread) or one.problem


@given(text=st.text(alphabet="{}[]=,\"'ab 1.", max_size=20))
def test_a_value_with_parts_is_read_or_refused(text):
    assert isinstance(_read(text), dict | ShorthandError)


def _read(text):
    try:
        return value_of(text, "Tags=value")
    except ShorthandError as error:
        return error


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25)
def test_the_same_calls_give_the_same_trace(seed):
    calls = ["{new}", "{publish}", "{v2}", "{publish}", "{prod} --routing-config AdditionalVersionWeights={2=0.5}"]
    scenario = Scenario(calls=text_of([*calls, *["invoke {f}:prod out.json"] * 5]), seed=seed)
    assert run(scenario) == run(scenario)


def test_shares_come_near_the_weight():
    calls = ["{new}", "{publish}", "{v2}", "{publish}", "{prod} --routing-config AdditionalVersionWeights={2=0.1}"]
    text = text_of([*calls, *["invoke {f}:prod out.json"] * 100])
    ran = [
        result.version
        for seed in range(10)
        for result in run(Scenario(calls=text, seed=seed)).outcome.results
        if result.operation == "Invoke"
    ]
    assert 82 <= ran.count("2") <= 119  # the central 95 % of a binomial of 1,000 and a tenth
    assert ran.count("1") + ran.count("2") == 1000


def test_an_invocation_before_it_does_not_move_the_draws_of_another_list():
    """Undo and redo: the same beginning has the same answers."""
    calls = ["{new}", "{publish}", "{v2}", "{publish}", "{prod} --routing-config AdditionalVersionWeights={2=0.5}"]
    longer = played(Scenario(calls=text_of([*calls, *["invoke {f}:prod out.json"] * 8])))
    shorter = played(Scenario(calls=text_of([*calls, *["invoke {f}:prod out.json"] * 4])))
    assert longer[: len(shorter)] == shorter
