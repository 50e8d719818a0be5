"""Memory → vCPU → duration. Memory is the only dial: CPU comes with it in proportion.

How much of a function's time is CPU work is the function's own matter, so it is a setting and has no default of AWS.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
"""

from sim.facts import whole

ONE_VCPU_MB = whole("vcpu-1769")


def vcpus(memory_mb: int) -> float:
    """How much CPU a function of that memory gets; 1.0 is one full vCPU."""
    return memory_mb / ONE_VCPU_MB


def stretch(memory_mb: int, cpu_percent: int, threads: int = 1) -> float:
    """How many times as long a call takes at that memory as on one full vCPU.

    Of 100 ms on one vCPU ``cpu_percent`` are CPU work, which goes as fast as there is CPU, though never faster than ``threads`` vCPUs
    could do it; the rest is waiting, which no memory makes shorter.
    """
    share = cpu_percent / 100
    return share / min(vcpus(memory_mb), threads) + 1 - share
