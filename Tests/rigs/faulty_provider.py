#!/usr/bin/env python3
"""Stands in front of providers of texts and pictures (those of `generia up`) and spoils what its rules say.

    python3 Tests/rigs/faulty_provider.py --upstream http://127.0.0.1:4010 --rule chat:status:0.3:503 --rule picture:half:0.1

The first line of standard output names its address; at the end of standard input it prints what it counted as JSON. In Python:

    with FaultyProvider("http://127.0.0.1:4010", [Rule("chat", "too_many", 0.3, 1)], seed=7) as provider: ...

A rule is KIND:FAULT[:SHARE[:VALUE]]: which requests, what happens to them, to how many of them (0…1), and a number that the fault needs.
Kinds: chat (POST of a chat completion), draw (POST of image tasks), picture (GET of a picture), any. The first rule that applies decides;
chance follows from the seed and the number of the request of its kind. Faults:

    delay           answers VALUE seconds late
    status          HTTP status VALUE (500)
    too_many        429 with Retry-After: VALUE (1)
    drop_before     closes the connection when the request is read
    drop_after      has the request answered, and closes the connection instead of passing the answer on
    hang            reads the request and never answers
    garbage         200 with bytes that are no JSON and no picture
    half            the head of the answer, half of its body, and the end of the connection
    truncated       the answer, cut in the middle, in a message that is whole
    slow            the answer, VALUE (1) bytes every 100 ms
    empty           200 without content
    huge            200 and VALUE (100) MB of spaces
    wrong_type      the answer, called text/html
    wrong_shape     valid JSON that is not what was asked for
    error_in_200    200 with an error object
    refusal         the model refuses, the painter finds the prompt indecent
    content_filter  the same, by finish_reason
    cut_off         finish_reason: length
"""

import argparse
import asyncio
import collections
import contextlib
import dataclasses
import decimal
import json
import random
import sys
import threading
import urllib.parse

PATHS = {"/api/v1/chat/completions": "chat", "/v1": "draw"}
REASONS = {200: "OK", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}


@dataclasses.dataclass(frozen=True)
class Rule:
    """Which requests are spoilt, and how."""

    kind: str
    fault: str
    share: float = 1.0
    value: float | None = None

    @staticmethod
    def parse(text: str) -> "Rule":
        kind, fault, *numbers = text.split(":")
        if fault not in FAULTS:
            raise ValueError(f"{fault} is none of {', '.join(FAULTS)}")
        return Rule(kind, fault, *map(float, numbers))


@dataclasses.dataclass
class Answer:
    """An HTTP answer, as far as it matters here."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = dataclasses.field(default_factory=dict)

    def head(self, length: int | None = None) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Status')}", f"Content-Type: {self.content_type}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines.append(f"Content-Length: {len(self.body) if length is None else length}")
        return "\r\n".join(lines + ["", ""]).encode()


class Gone(Exception):
    """The connection is to be closed without another byte."""


class FaultyProvider:
    """The endpoint, on a loop and thread of its own. What it counts may be read at any time."""

    def __init__(self, upstream: str, rules=(), seed: int = 0, port: int = 0):
        self.upstream, self.rules, self.seed = upstream.rstrip("/"), list(rules), seed
        # By kind: what came, how many came at once at most; by fault: how often it was done; and what whole answers said that they cost.
        self.requests, self.most_at_once, self.faults = collections.Counter(), collections.Counter(), collections.Counter()
        self.costs = collections.defaultdict(decimal.Decimal)
        self._now = collections.Counter()
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "FaultyProvider":
        self._thread.start()
        serving = asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=1 << 25)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_):
        async def end():
            self._server.close()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    # A connection

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        with contextlib.suppress(OSError, EOFError, Gone, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                (method, target, _), *fields = (line.split(" ", 2) for line in head.rstrip().split("\r\n"))
                headers = {field[0].rstrip(":").lower(): field[-1] for field in fields}
                if headers.get("expect"):
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                await self._request(method, target, body, writer)
        writer.close()

    async def _request(self, method: str, target: str, body: bytes, writer: asyncio.StreamWriter):
        kind = PATHS.get(target, "picture")
        self.requests[kind] += 1
        chance = random.Random(f"{self.seed}/{kind}/{self.requests[kind]}")
        self._now[kind] += 1
        self.most_at_once[kind] = max(self.most_at_once[kind], self._now[kind])
        try:
            rule = next((rule for rule in self.rules if rule.kind in (kind, "any") and chance.random() < rule.share), None)
            if rule:
                self.faults[rule.fault] += 1
            await FAULTS[rule.fault if rule else "none"](Exchange(self, kind, method, target, body, writer, rule and rule.value))
        finally:
            self._now[kind] -= 1


@dataclasses.dataclass
class Exchange:
    """One request and the way back to who made it."""

    provider: FaultyProvider
    kind: str
    method: str
    target: str
    body: bytes
    writer: asyncio.StreamWriter
    value: float | None

    async def fetch(self) -> Answer:
        """What the provider answers, with its pictures at this endpoint."""
        upstream = urllib.parse.urlsplit(self.provider.upstream)
        reader, writer = await asyncio.open_connection(upstream.hostname, upstream.port, limit=1 << 25)
        with contextlib.closing(writer):
            head = f"{self.method} {self.target} HTTP/1.1\r\nHost: {upstream.netloc}\r\nConnection: close\r\n"
            writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n\r\n".encode() + self.body)
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            body = await reader.readexactly(int(headers["content-length"]))
        if self.kind == "draw":
            body = body.replace(self.provider.upstream.encode(), self.provider.url.encode())
        return Answer(int(lines[0].split()[1]), headers["content-type"], body)

    async def send(self, answer: Answer, step: int = 0):
        """Passes a whole answer on, in pieces if asked to, and books what it says that it costs."""
        self.writer.write(answer.head())
        size = step or len(answer.body) or 1
        for start in range(0, len(answer.body), size):
            if start:
                await asyncio.sleep(0.1)
            # Booked when the last piece goes: from then on the other side may have it all, and be done.
            if start + size >= len(answer.body) and answer.status == 200 and self.kind != "picture":
                self.provider.costs[self.kind] += cost(answer.body)
            self.writer.write(answer.body[start:start + size])
            await self.writer.drain()

    async def send_json(self, value, status: int = 200, **headers: str):
        await self.send(Answer(status, "application/json", json.dumps(value).encode(), headers))


def cost(body: bytes) -> decimal.Decimal:
    """What an answer says that it costs, exactly."""
    with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError):
        answer = json.loads(body, parse_float=decimal.Decimal)
        return answer["usage"]["cost"] if "usage" in answer else sum(item.get("cost", decimal.Decimal(0)) for item in answer["data"])
    return decimal.Decimal(0)


def chat(answer: Answer, finish: str = "stop", **message) -> dict:
    """The model's answer with something else in it, at the same price."""
    value = json.loads(answer.body)
    value["choices"][0]["finish_reason"] = finish
    value["choices"][0]["message"].update(message)
    return value


def number(value: float | None, usual: int) -> int:
    return usual if value is None else int(value)


# Faults

async def none(exchange: Exchange):
    await exchange.send(await exchange.fetch())


async def delay(exchange: Exchange):
    await asyncio.sleep(exchange.value or 0)
    await none(exchange)


async def status(exchange: Exchange):
    code = number(exchange.value, 500)
    await exchange.send_json({"error": {"code": code, "message": "out of order"}}, code)


async def too_many(exchange: Exchange):
    headers = {"Retry-After": str(number(exchange.value, 1))}
    await exchange.send_json({"error": {"code": 429, "message": "rate limited"}}, 429, **headers)


async def drop_before(_: Exchange):
    raise Gone


async def drop_after(exchange: Exchange):
    await exchange.fetch()
    raise Gone


async def hang(_: Exchange):
    await asyncio.sleep(3600)


async def garbage(exchange: Exchange):
    await exchange.send(Answer(200, "application/json" if exchange.kind != "picture" else "image/png", bytes(range(255, 0, -1)) * 8))


async def half(exchange: Exchange):
    answer = await exchange.fetch()
    exchange.writer.write(answer.head() + answer.body[:len(answer.body) // 2])
    await exchange.writer.drain()
    raise Gone


async def truncated(exchange: Exchange):
    answer = await exchange.fetch()
    if exchange.kind == "chat":
        text = json.loads(answer.body)["choices"][0]["message"]["content"]
        await exchange.send_json(chat(answer, content=text[:len(text) // 2]))
    else:
        await exchange.send(dataclasses.replace(answer, body=answer.body[:len(answer.body) // 2]))


async def slow(exchange: Exchange):
    await exchange.send(await exchange.fetch(), step=number(exchange.value, 1))


async def empty(exchange: Exchange):
    await exchange.send(Answer(200, "application/json", b""))


async def huge(exchange: Exchange):
    megabytes = number(exchange.value, 100)
    exchange.writer.write(Answer(200, "application/json", b"").head(megabytes << 20))
    for _ in range(megabytes):
        exchange.writer.write(b" " * (1 << 20))
        await exchange.writer.drain()


async def wrong_type(exchange: Exchange):
    await exchange.send(dataclasses.replace(await exchange.fetch(), content_type="text/html"))


async def wrong_shape(exchange: Exchange):
    if exchange.kind == "chat":
        await exchange.send_json(chat(await exchange.fetch(), content='{"answer": [42, {"name": null}]}'))
    else:
        await exchange.send_json({"data": {"imageURL": 7}})


async def error_in_200(exchange: Exchange):
    if exchange.kind == "chat":
        await exchange.send_json({"error": {"code": 502, "message": "the upstream broke off"}})
    else:
        await exchange.send_json({"data": [], "errors": [{"code": "timeoutProvider", "message": "too late"}]})


async def refusal(exchange: Exchange):
    if exchange.kind == "chat":
        await exchange.send_json(chat(await exchange.fetch(), content=None, refusal="I would rather not."))
    else:
        await exchange.send_json({"data": [], "errors": [{"code": "invalidNSFWContent", "message": "indecent"}]}, 400)


async def content_filter(exchange: Exchange):
    await (exchange.send_json(chat(await exchange.fetch(), "content_filter", content="")) if exchange.kind == "chat" else refusal(exchange))


async def cut_off(exchange: Exchange):
    await (exchange.send_json(chat(await exchange.fetch(), "length")) if exchange.kind == "chat" else truncated(exchange))


FAULTS = {
    function.__name__: function
    for function in (
        none, delay, status, too_many, drop_before, drop_after, hang, garbage, half, truncated, slow, empty, huge, wrong_type, wrong_shape,
        error_in_200, refusal, content_filter, cut_off,
    )
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upstream", required=True, metavar="URL")
    parser.add_argument("--rule", type=Rule.parse, action="append", default=[], metavar="KIND:FAULT[:SHARE[:VALUE]]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with FaultyProvider(options.upstream, options.rule, options.seed, options.port) as provider:
        print(f"listening on {provider.url}", flush=True)
        sys.stdin.read()
        print(json.dumps({
            "requests": provider.requests, "most_at_once": provider.most_at_once, "faults": provider.faults,
            "costs": {kind: str(amount) for kind, amount in provider.costs.items()},
        }))


if __name__ == "__main__":
    main()
