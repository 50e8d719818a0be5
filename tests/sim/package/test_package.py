"""``package`` beyond its table of cases: the body to the byte, the order, the parts, and what holds of every package."""

from dataclasses import replace

import pytest
from botocore.serialize import create_serializer
from hypothesis import given
from hypothesis import strategies as st

from sim.billing.prices import Architecture
from sim.package import Bootstrap, Layer, Operation, Package, Scenario, Variable, Verdict, run
from sim.package.checks import CHECKS
from sim.package.sizes import body_bytes, parameters, zip_bytes
from sim.package.values import DEPRECATED, MB, REQUEST_LIMIT, RUNTIMES
from tests.sim.checks import model_of
from tests.sim.tables import cases_of

LAYERS = (Layer(name="a", unzipped_bytes=30 * MB), Layer(name="b", version=4, unzipped_bytes=90 * MB, files=("x",)))

sizes = st.one_of(
    st.integers(0, 100 * MB), st.sampled_from([52_428_799, 52_428_800, 52_625_000, 262_143_999, 262_144_000])
)
layers = st.builds(
    Layer,
    name=st.sampled_from(["a", "b", "c", "d", "e", "f"]),
    version=st.integers(1, 3),
    region=st.sampled_from(["us-east-1", "us-east-1", "eu-central-1"]),
    unzipped_bytes=st.integers(0, 90 * MB),
    architectures=st.sampled_from([(), (Architecture.ARM,)]),
    files=st.sampled_from([(), ("python/x.py",)]),
)


@st.composite
def scenarios(draw):
    operation = draw(st.sampled_from(Operation))
    packages = [one for one in Package if operation is not Operation.LAYER or one is not Package.IMAGE]
    return Scenario(
        operation=operation,
        package=draw(st.sampled_from(packages)),
        zipped_bytes=draw(sizes),
        unzipped_bytes=draw(sizes),
        image_mb=draw(st.sampled_from([1, 10_240, 10_241])),
        layers=tuple(draw(st.lists(layers, max_size=7))),
        runtime=draw(st.sampled_from(["", *RUNTIMES])),
        handler=draw(st.sampled_from(["", "app.handler", "a b"])),
        handler_found=draw(st.booleans()),
        bootstrap=draw(st.sampled_from(Bootstrap)),
        bootstrap_bytes=draw(st.sampled_from([0, 50 * MB])),
        memory_mb=draw(st.sampled_from([64, 128, 20_000])),
        timeout_s=draw(st.sampled_from([0, 3])),
        stored_mb=draw(st.sampled_from([0, 307_199])),
        role_assumable=draw(st.booleans()),
    )


def with_bytes(given, content):
    """The parameters with the .zip in its place."""
    return {
        name: content if name == "ZipFile" else with_bytes(value, content) if isinstance(value, dict) else value
        for name, value in given.items()
    }


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000])
@pytest.mark.parametrize("package", Package)
@pytest.mark.parametrize("operation", Operation)
def test_the_body_is_as_long_as_the_one_that_botocore_writes(operation, package, count):
    if operation is Operation.LAYER and package is Package.IMAGE:
        return
    variables = (Variable(name="AB", value='"ü\n'),)
    scenario = Scenario(operation=operation, package=package, zipped_bytes=count, layers=LAYERS, variables=variables)
    operation_model = model_of("lambda").operation_model(operation.value)
    sent = create_serializer("rest-json").serialize_to_request(
        with_bytes(parameters(scenario), b"x" * count), operation_model
    )
    assert len(sent["body"]) == body_bytes(scenario)


def test_one_byte_decides_about_the_request():
    scenario = Scenario(zipped_bytes=52_620_000, unzipped_bytes=1)
    while body_bytes(scenario) < REQUEST_LIMIT:
        scenario = replace(scenario, zipped_bytes=scenario.zipped_bytes + 1)
    assert run(scenario).outcome.refused_by == "request"
    assert run(replace(scenario, zipped_bytes=scenario.zipped_bytes - 3)).outcome.refused_by == "zip"


@given(scenarios())
def test_the_first_refusal_ends_it_and_the_rest_is_told_in_order(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    assert run(scenario) == trace
    assert [one.id for one in outcome.checks] == [one.id for one in CHECKS]
    verdicts = [one.verdict for one in outcome.checks if one.verdict is not Verdict.NOT_ASKED]
    if outcome.accepted:
        assert set(verdicts) == {Verdict.PASSED}
        assert (outcome.refused_by, outcome.message, outcome.then, outcome.refusals) == ("nothing", "", (), 0)
        return
    first = verdicts.index(Verdict.REFUSED)
    assert set(verdicts[:first]) <= {Verdict.PASSED}
    assert Verdict.PASSED not in verdicts[first:]
    assert outcome.refusals == 1 + len(outcome.then)
    assert outcome.message
    assert outcome.first_call == "not made"


@given(scenarios())
def test_parts_fill_what_is_used_and_used_and_free_fill_the_limit(scenario):
    outcome = run(scenario).outcome
    assert sum(part.bytes for part in outcome.parts) == outcome.unzipped_bytes
    assert outcome.unzipped_bytes + outcome.free_bytes - outcome.over_bytes == outcome.limit_bytes
    assert not (outcome.free_bytes and outcome.over_bytes)
    if not scenario.is_image:
        assert outcome.unzipped_bytes == zip_bytes(scenario)
    assert outcome.largest in [part.name for part in outcome.parts]


@given(scenarios(), st.integers(1, 50 * MB))
def test_what_is_too_large_stays_too_large_when_it_grows(scenario, more):
    before = run(scenario).outcome
    after = run(replace(scenario, unzipped_bytes=scenario.unzipped_bytes + more)).outcome
    if not scenario.is_image and before.over_bytes:
        assert not after.accepted
    assert after.refusals >= before.refusals


@given(scenarios())
def test_by_s3_nothing_is_refused_that_the_request_would_take(scenario):
    if scenario.package is not Package.ZIP_DIRECT:
        return
    direct, by_s3 = run(scenario).outcome, run(replace(scenario, package=Package.ZIP_S3)).outcome
    assert by_s3.accepted >= direct.accepted


def test_an_earlier_layer_and_a_later_one_change_places():
    one, two = Layer(name="a", unzipped_bytes=1, files=("x",)), Layer(name="b", unzipped_bytes=1, files=("x",))
    assert run(Scenario(layers=(one, two))).outcome.covered[0].seen == "b:1"
    assert run(Scenario(layers=(two, one))).outcome.covered[0].seen == "a:1"


def test_every_check_refuses_in_a_case_and_there_are_enough_of_them():
    refused = {case["expect"].get("refused_by") for case in cases_of("package")}
    assert {check.id for check in CHECKS} <= refused
    assert len(cases_of("package")) >= 50


def test_runtimes_are_those_of_the_ledger():
    assert DEPRECATED == {"provided.al2": "2026-07-31", "python3.10": "2026-10-31", "dotnet8": "2026-11-10"}
    assert "python3.13" in RUNTIMES
    assert "nodejs20.x" not in RUNTIMES
