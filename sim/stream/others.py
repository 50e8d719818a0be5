"""How event source mappings on Kafka, Amazon MQ and DocumentDB differ from those on streams: each statement from a fact of the ledger."""

from dataclasses import dataclass

from sim.facts import fact_of, facts, whole


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a source differs."""

    source: str
    what: str
    told: str
    fact: str


KAFKA, MQ, DOCUMENTDB = "Kafka (MSK, self-managed)", "Amazon MQ", "DocumentDB"


def differences() -> tuple[Difference, ...]:
    """The table, with its numbers from the ledger."""
    kafka = fact_of("kafka-defaults")
    pollers = fact_of("kafka-provisioned").values or {}
    most = int(fact_of("kafka-provisioned").value_max or 0)
    return (
        Difference(
            KAFKA,
            "Batches",
            f"BatchSize {kafka.value}, at most {int(kafka.value_max or 0):,}. The window is 500 ms, and that default cannot be restored once "
            "it was changed.",
            "kafka-defaults",
        ),
        Difference(
            KAFKA, "Order", "In each partition. AT_TIMESTAMP is a starting position, as with Kinesis.", "kafka-defaults"
        ),
        Difference(
            KAFKA,
            "Failures",
            "Bisect, MaximumRetryAttempts, MaximumRecordAgeInSeconds, ReportBatchItemFailures and a topic as on-failure destination want "
            "provisioned mode. A queue, an SNS topic or a bucket as destination does not.",
            "kafka-error-handling-2025",
        ),
        Difference(
            KAFKA,
            "Endless retries",
            f"With an on-failure destination, endless means {whole('kafka-error-handling-2025')} retries at most.",
            "kafka-error-handling-2025",
        ),
        Difference(
            KAFKA,
            "Partial answer",
            "The itemIdentifier is an object: {partition: 'topic-N', offset: n}.",
            "kafka-error-handling-2025",
        ),
        Difference(
            KAFKA,
            "Provisioned mode",
            f"Pollers from {pollers['minimum_pollers_default']} to {pollers['maximum_pollers_default']} by default, {most:,} at most, never "
            f"more than partitions; each carries up to {pollers['invocations_per_poller']} concurrent calls.",
            "kafka-provisioned",
        ),
        Difference(
            KAFKA,
            "Queue mode",
            "Self-managed Kafka from 4.2 on can be read as a queue: no order in a partition, no retries by default, no StartingPosition and "
            "no window.",
            "kafka-queue-mode",
        ),
        Difference(
            MQ,
            "Concurrency",
            f"{whole('mq-concurrency', 'activemq')} calls at one time for ActiveMQ, {whole('mq-concurrency', 'rabbitmq')} for RabbitMQ, by "
            "default, whatever is reserved or provisioned.",
            "mq-concurrency",
        ),
        Difference(
            DOCUMENTDB,
            "Batches",
            f"BatchSize {whole('docdb-esm')}, window 500 ms. Filters are not available.",
            "docdb-esm",
        ),
        Difference(
            DOCUMENTDB,
            "What a change holds",
            "FullDocument: Default, or UpdateLookup for the whole document.",
            "docdb-esm",
        ),
        Difference(
            f"{MQ}, {DOCUMENTDB}",
            "Timeout",
            "900 s; the longer timeout of Managed Instances is not for these two.",
            "esm-timeout",
        ),
    )


def sources_of(difference: Difference) -> str:
    """Where the statement can be read."""
    return facts()[difference.fact].sources[0].url
