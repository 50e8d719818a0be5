"""Write the golden traces anew. Read each difference before you keep it: python tests/golden/write.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sim.catalog import presets, scenario_of, simulators
from sim.draw.text import text

for name, simulator in simulators().items():
    folder = Path(__file__).parent / name
    folder.mkdir(exist_ok=True)
    for preset in presets(name).values():
        lines = text(simulator.run(scenario_of(name, preset.scenario))).splitlines()
        if len(lines) > 200:
            lines = [*lines[:200], f"… {len(lines) - 200} more"]
        (folder / f"{preset.id}.txt").write_text("\n".join(lines) + "\n", "utf-8")
