"""A standalone cluster on this machine: a master and two workers of one core each, as real processes."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

HOST = "127.0.0.1"
STARTS_WITHIN = 60  # seconds
JAVA = 17


def java_version():
    """The Java that Spark would start; 0 where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home, "bin", "java")) if home else "java")
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    return int(re.search(r'version "(\d+)', told)[1])


@pytest.fixture(scope="session", autouse=True)
def java():
    if java_version() < JAVA:
        pytest.skip(f"Spark needs Java {JAVA} or later, which is not on this machine: NOTHING of Spark is tested")


class Cluster:
    """The master's address, and the workers, each in a session of its own with the executors that it starts."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []

    def start(self):
        self.url, _ = self._start(
            "org.apache.spark.deploy.master.Master", [], r"Starting Spark master at (spark://\S+)"
        )
        self.workers = [self._worker(number) for number in range(2)]

    def _worker(self, number):
        arguments = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / f"worker{number}"), self.url]
        return self._start(
            "org.apache.spark.deploy.worker.Worker", arguments, r"(Successfully) registered with master"
        )[1]

    def _start(self, name, arguments, ready):
        import pyspark

        command = [Path(pyspark.__file__).parent / "bin" / "spark-class", name, "--host", HOST, "--port", "0"]
        process = subprocess.Popen(
            [*command, "--webui-port", "0", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_NO_DAEMONIZE": "1", "SPARK_DAEMON_MEMORY": "256m"},
            start_new_session=True,
        )
        self.processes.append(process)
        said = []
        found = threading.Event()

        def listen():
            for line in process.stderr:  # to the end, else the process would wait for its words to be read
                if not found.is_set() and (match := re.search(ready, line)):
                    said.append(match[1])
                    found.set()

        threading.Thread(target=listen, daemon=True).start()
        assert found.wait(STARTS_WITHIN), f"{name} did not start"
        return said[0], process

    def kill(self, process):
        """End a process and what it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in reversed(self.processes):
            self.kill(process)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    own = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        own.start()
        yield own
    finally:
        own.stop()


@pytest.fixture(scope="session")
def session(cluster):
    """A session on the cluster, whose workers keep the models that they have loaded from test to test."""
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_LOCAL_IP": HOST}
    settings = {
        "spark.driver.host": HOST,
        "spark.executor.memory": "512m",
        "spark.log.level": "OFF",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session = SparkSession.builder.master(cluster.url).config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def wait_for():
    """Ask again until it holds."""

    def wait(condition):
        end = time.monotonic() + STARTS_WITHIN
        while not condition():
            assert time.monotonic() < end, "it never came to that"
            time.sleep(0.05)

    return wait
