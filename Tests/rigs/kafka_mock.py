#!/usr/bin/env python3
"""Kafka brokers for tests: librdkafka's mock cluster in a process of its own.

    .venv/bin/python Tests/rigs/kafka_mock.py [brokers=1] [topic:partitions ...]

The first line of stdout is the bootstrap servers; it ends with its standard input. Commands on stdin, each answered by a line:
"down" breaks the connections and refuses new ones, "up" accepts them again, "topic NAME PARTITIONS" creates a topic.

Topics that are asked for come into being with four partitions. The first member of a group waits 3 s for others; a member that joins later
waits a second less than the session timeout, which has to be longer than 3 s.
"""
import ctypes
import sys

PRODUCER, TEXT = 0, 512


def main(brokers: int, topics: list[str]):
    kafka = ctypes.CDLL("librdkafka.so.1")
    for name in ("rd_kafka_conf_new", "rd_kafka_new", "rd_kafka_mock_cluster_new"):
        getattr(kafka, name).restype = ctypes.c_void_p
    kafka.rd_kafka_mock_cluster_bootstraps.restype = kafka.rd_kafka_err2name.restype = ctypes.c_char_p
    error = ctypes.create_string_buffer(TEXT)
    conf = ctypes.c_void_p(kafka.rd_kafka_conf_new())
    # Nothing of the library's own goes to stderr.
    kafka.rd_kafka_conf_set(conf, b"log_level", b"2", error, TEXT)
    client = ctypes.c_void_p(kafka.rd_kafka_new(PRODUCER, conf, error, TEXT))
    assert client, error.value
    cluster = ctypes.c_void_p(kafka.rd_kafka_mock_cluster_new(client, brokers))
    assert cluster, "no mock cluster"

    def topic(name: str, partitions: str) -> int:
        return kafka.rd_kafka_mock_topic_create(cluster, name.encode(), int(partitions), 1)

    for text in topics:
        topic(*text.split(":"))
    print(kafka.rd_kafka_mock_cluster_bootstraps(cluster).decode(), flush=True)
    for line in sys.stdin:
        match line.split():
            case ["down"]:
                code = kafka.rd_kafka_mock_broker_set_down(cluster, -1)
            case ["up"]:
                code = kafka.rd_kafka_mock_broker_set_up(cluster, -1)
            case ["topic", name, partitions]:
                code = topic(name, partitions)
            case _:
                print("what?", flush=True)
                continue
        print(kafka.rd_kafka_err2name(code).decode(), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, sys.argv[2:])
