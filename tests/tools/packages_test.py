#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""packages.sh installs exactly what is missing when it may, else names it and stops."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).with_name("packages.sh")
# Stand-ins for a machine where only libhere-dev is installed.
COMMANDS = {
    "dpkg-query": '[ "$4" = libhere-dev ] && echo installed',
    "apt-get": 'echo "apt-get $* $DEBIAN_FRONTEND" >>"$CALLS"; exit "${APT_EXIT-0}"',
    "id": 'echo "${USER_ID-0}"',
    "sudo": '[ "${SUDO-no}" = yes ] || exit 1; echo "sudo $*" >>"$CALLS"; shift; exec "$@"',
}


def need(*entries, **environment):
    """(exit code, what it said, the calls it made) of need_packages ENTRY..."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in COMMANDS.items():
            path = Path(folder, name)
            path.write_text(f"#!/bin/sh\n{body}\n")
            path.chmod(0o755)
        calls = Path(folder, "calls")
        calls.touch()
        env = {**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"], "CALLS": str(calls)}
        env.pop("DEBIAN_FRONTEND", None)
        run = subprocess.run(["bash", "-euo", "pipefail", "-c",
                              'source "$1"; shift; need_packages "$@"; echo done', "bash",
                              str(SCRIPT), *entries],
                             capture_output=True, text=True, env={**env, **environment})
        return run.returncode, run.stdout + run.stderr, calls.read_text()


class Packages(unittest.TestCase):
    def test_nothing_missing_does_nothing(self):
        self.assertEqual(need("libhere-dev", "coreutils=cat", USER_ID="1000"), (0, "done\n", ""))

    def test_root_installs_exactly_what_is_missing(self):
        code, _, calls = need("libhere-dev", "libgone-dev", "gone=no-such-command")
        self.assertEqual(code, 0)
        self.assertIn("apt-get update", calls.splitlines()[0])
        self.assertIn("install -y --no-install-recommends gone libgone-dev noninteractive", calls)

    def test_sudo_without_a_password_does_as_well(self):
        code, _, calls = need("libgone-dev", USER_ID="1000", SUDO="yes")
        self.assertEqual(code, 0)
        self.assertIn("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install", calls)

    def test_without_rights_the_missing_packages_are_named(self):
        code, said, calls = need("libhere-dev", "libgone-dev", "gone=no-such-command", USER_ID="1000")
        self.assertEqual((code, calls), (1, ""))
        self.assertIn("missing packages: gone libgone-dev\n", said)
        self.assertNotIn("done", said)

    def test_a_failed_installation_stops(self):
        code, said, _ = need("libgone-dev", APT_EXIT="100")
        self.assertEqual(code, 1)
        self.assertIn("could not install: libgone-dev", said)


if __name__ == "__main__":
    unittest.main()
