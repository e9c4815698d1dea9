"""Kafka as other programs know it: brokers (librdkafka's mock cluster in a process of its own), and Confluent's client."""

import contextlib
import dataclasses
import json
import subprocess
import sys
import threading
import time

from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition

from suites import ROOT

TASKS, PROGRESS = "generia-tasks", "generia-progress"


class Brokers:
    """A running cluster."""

    def __init__(self, process: subprocess.Popen, address: str):
        self.process, self.address = process, address

    def tell(self, command: str):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip() == "NO_ERROR"


@contextlib.contextmanager
def running_brokers(partitions: int = 6):
    """Starts brokers with the platform's topics, and ends them afterwards."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "Tests" / "rigs" / "kafka_mock.py", "1", f"{TASKS}:{partitions}", f"{PROGRESS}:{partitions}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    try:
        yield Brokers(process, process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@dataclasses.dataclass
class Message:
    """A message as the foreign client got it."""

    topic: str
    key: str
    content: dict

    @property
    def event(self) -> str:
        return self.content["event_type"]


class Listener:
    """Reads both topics from their beginning, in a thread; it belongs to no group of others."""

    def __init__(self, address: str):
        self.messages: list[Message] = []
        self._ends = threading.Event()
        self._consumer = Consumer({"bootstrap.servers": address, "group.id": "listener", "enable.auto.commit": False, "fetch.wait.max.ms": 20, "log_level": 2})
        topics = self._consumer.list_topics(timeout=10).topics
        self._consumer.assign(
            [TopicPartition(name, partition, 0) for name in (TASKS, PROGRESS) for partition in topics[name].partitions]
        )
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self):
        while not self._ends.is_set():
            message = self._consumer.poll(0.05)
            if message is None or message.error():
                continue
            with contextlib.suppress(ValueError):
                content = json.loads(message.value())
                self.messages.append(Message(message.topic(), (message.key() or b"").decode(), content))

    def of(self, world: str, event: str | None = None) -> list[Message]:
        """The messages whose key is the world, in the order in which they came."""
        return [message for message in self.messages if message.key == world and event in (None, message.event)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ends.set()
        self._thread.join()
        self._consumer.close()


def send(address: str, *messages: tuple[str | None, bytes | dict]):
    """Sends messages to the topic of tasks: key and content each."""
    failures: list[KafkaError] = []
    producer = Producer({"bootstrap.servers": address, "log_level": 2})
    for key, content in messages:
        value = json.dumps(content).encode() if isinstance(content, dict) else content
        producer.produce(TASKS, value, key, on_delivery=lambda error, _: failures.append(error) if error else None)
    assert producer.flush(20) == 0 and not failures, failures


def wait_for(condition, timeout: float, what: str):
    """Asks now and then until the answer is true."""
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what} did not come within {timeout} s"
        time.sleep(0.1)
    return answer
