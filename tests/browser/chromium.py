"""Make sure that there is a Chromium to test with: the system's, else from the package manager, else say what to do."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    if shutil.which("chromium"):
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=False, env=quiet)
        subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, env=quiet)
    if shutil.which("chromium"):
        return 0
    print(
        "The browser tests need Chromium, and there is none on the PATH. Install it: on Debian, apt-get install chromium",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
