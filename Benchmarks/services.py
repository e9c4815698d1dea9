"""The platform's services: characters made and read, feeds of small and large databases, presigned uploads beside moto, and memory."""

import contextlib
import itertools
import pathlib
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

import boto3
import botocore.config
import grpc

from loads import Load, h2load
from servers import Program, Server
from suite import Endpoint, Suite

#: Connections, and calls of each at a time.
SHAPE = (8, 32)
USER = "00000000-0000-4000-8000-000000000001"
#: How many posts a page of the feed has.
PAGE = 20
#: Bytes of an upload, and how many connections send them.
UPLOAD, UPLOADERS = 100 << 10, 8
FEW, MANY = 500, 100_000
#: Where files are in memory, as the objects of moto are.
MEMORY = pathlib.Path("/dev/shm")


def framed(message):
    data = message.SerializeToString()
    return struct.pack(">BI", 0, len(data)) + data


class Filled:
    """A suite with a world of one character, and calls to its services."""

    def __init__(self, directory, binary, name, stubs):
        self.directory = pathlib.Path(directory) / name
        (self.directory / "www").mkdir(parents=True)
        self.suite = Suite(self.directory, binary)
        self.stubs = stubs
        endpoints = self.suite.endpoints
        self.characters, self.media, self.posts, worlds = (
            getattr(stubs[f"{part}_grpc"], f"{part.capitalize()}ServiceStub")(grpc.insecure_channel(endpoints[part]))
            for part in ("character", "media", "post", "world"))
        self.world = worlds.CreateWorld(stubs["world"].CreateWorldRequest(
            user_id=USER, name="bench", prompt="a harbour", characters_count=1, posts_count=1)).id
        self.new_character = stubs["character"].CreateCharacterRequest(world_id=self.world, display_name="Neo", meta='{"username":"neo"}')
        self.character = self.characters.CreateCharacter(self.new_character).id

    def presigned(self, count):
        """The links of so many new media, by their ids."""
        request = self.stubs["media"].GetPresignedUploadURLRequest(
            world_id=self.world, character_id=self.character, filename="post.png", content_type="image/png", size=UPLOAD, media_type=4)
        answers = [self.media.GetPresignedUploadURL(request) for _ in range(count)]
        return {answer.media_id: answer.upload_url for answer in answers}

    def load(self, part, service, method, request, answer):
        """What h2load asks one of the services; `answer` is one that grpcio got, and all others must be as long."""
        load = Load(f"{part}-{method}", method, method, framed(request), framed(answer), 1, SHAPE, self.directory, service=service)
        return Endpoint(self.suite.endpoints[part]), load

    def work(self, server, load, count):
        """So many of these calls."""
        return Work(self.suite, lambda: h2load(server, load, count, False), count)

    def fill(self, count):
        """Makes so many posts; returns how many a second."""
        media = next(iter(self.presigned(1)))
        request = self.stubs["post"].CreateAIPostRequest(
            character_id=self.character, caption="a lamp went out in the harbour", media_id=media, world_id=self.world, tags=["harbour"])
        server, load = self.load("post", "/post.PostService/", "CreateAIPost", request, self.posts.CreateAIPost(request))
        return h2load(server, load, count - 1, False)

    def feed(self):
        """The load that asks for the newest page, and a check of what is on it."""
        request = self.stubs["post"].GetGlobalFeedRequest(world_id=self.world, limit=PAGE)
        answer = self.posts.GetGlobalFeed(request)
        assert len(answer.posts) == PAGE and all(post.display_name == "Neo" and post.media_url for post in answer.posts), answer
        return self.load("post", "/post.PostService/", "GetGlobalFeed", request, answer)


class Work:
    """What is measured: a server, what gives requests per second when it is called, and how many requests that are."""

    def __init__(self, server, run, count):
        self.server, self.run, self.count = server, run, count


def medians(rounds, works):
    """Runs all `works` in turn, `rounds` times. Returns the medians of requests per second, and of the processor microseconds that each
    takes the server: the steadier of the two when other programs run on the machine."""
    rates, costs = {name: [] for name in works}, {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            before = work.server.processor_seconds()
            rates[name].append(work.run())
            costs[name].append((work.server.processor_seconds() - before) * 1e6 / work.count)
    return {
        kind: {name: statistics.median(values) for name, values in found.items()} for kind, found in (("rate", rates), ("cost", costs))}


def measure(binary, stubs, rounds, requests, many=MANY):
    """Everything about the services."""
    with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as stack:
        small, large = (Filled(directory, binary, name, stubs) for name in ("small", "large"))
        for filled in (small, large):
            stack.callback(filled.suite.stop)
        time.sleep(1)
        memory = {"after start": large.suite.resident()}
        small.fill(FEW)
        created = large.fill(many)
        memory[f"with {many:,} posts"] = large.suite.resident()

        character = "/generia.character.CharacterService/"
        new = small.characters.CreateCharacter(small.new_character)
        known = stubs["character"].GetCharacterRequest(character_id=new.id)
        answer = small.characters.GetCharacter(known)
        assert answer.display_name == "Neo" and answer.meta == '{"username": "neo"}', answer
        creating = small.load("character", character, "CreateCharacter", small.new_character, new)
        reading = small.load("character", character, "GetCharacter", known, answer)
        calls = medians(rounds, {
            "CreateCharacter": small.work(*creating, requests // 10), "GetCharacter": small.work(*reading, requests)})
        calls["rate"]["CreateAIPost"] = created
        feed = medians(rounds, {count: filled.work(*filled.feed(), requests // 10) for count, filled in ((FEW, small), (many, large))})
        suites = {"suite, disk": large}
        if shutil.disk_usage(MEMORY).free > 2 * rounds * UPLOAD * (requests // 200):
            in_memory = stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY))
            suites["suite, memory"] = Filled(in_memory, binary, "memory", stubs)
            stack.callback(suites["suite, memory"].suite.stop)
        else:
            print(f"note: {MEMORY} is too small for uploads and is left out", file=sys.stderr)
        uploads = uploading(directory, suites, rounds, requests // 200)
        memory["after the load"] = large.suite.resident()
        return {"calls": calls, "feed": feed, "uploads": uploads, "memory": memory}


def uploading(directory, suites, rounds, requests):
    """PUT requests with presigned links, to each suite and to moto."""
    body = pathlib.Path(directory) / "upload.body"
    body.write_bytes(bytes(range(256)) * (UPLOAD // 256))
    executable = pathlib.Path(sys.executable).with_name("moto_server")
    program = Program("moto", "moto", executable, lambda port, _: [executable, "-H", "127.0.0.1", "-p", str(port)], speaks_grpc=False)
    share = max(requests // UPLOADERS, 1)
    with Server(program, False) as moto:
        client = boto3.client(
            "s3", endpoint_url=f"http://{moto.target}", aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1",
            config=botocore.config.Config(signature_version="s3v4", s3={"addressing_style": "path"}))
        client.create_bucket(Bucket="bench")
        media = {name: filled.presigned(rounds * share * UPLOADERS) for name, filled in suites.items()}
        keys = [f"{number}.png" for number in range(rounds * share * UPLOADERS)]
        links = {name: iter(found.values()) for name, found in media.items()}
        links["moto"] = iter([client.generate_presigned_url("put_object", Params={"Bucket": "bench", "Key": key}) for key in keys])
        servers = {name: filled.suite for name, filled in suites.items()} | {"moto": moto}
        found = medians(rounds, {
            name: Work(server, lambda name=name: put(directory, name, links[name], body, share), share * UPLOADERS)
            for name, server in servers.items()})
        for key in keys[::share]:
            assert client.get_object(Bucket="bench", Key=key)["Body"].read() == body.read_bytes()
        for name, filled in suites.items():
            for number in list(media[name])[::share]:
                request = filled.stubs["media"].GetMediaURLRequest(media_id=number, variant="original")
                with urllib.request.urlopen(filled.media.GetMediaURL(request).url) as answer:
                    assert answer.read() == body.read_bytes()
    return found


def put(directory, name, links, body, share):
    """Uploads `body` to the next `share` links on each connection, as the platform does: every object once. Returns how many a second."""
    files = [pathlib.Path(directory) / f"{name}-{number}.links" for number in range(UPLOADERS)]
    for file in files:
        file.write_text("".join(f"{link}\n" for link in itertools.islice(links, share)))
    # A process for each connection: all connections of one h2load use the links in the same order.
    command = ["h2load", "--h1", "-n", str(share), "-c", "1", "-d", body, "-H", ":method: PUT", "-i"]
    start = time.perf_counter()
    processes = [subprocess.Popen([*command, file], stdout=subprocess.PIPE, text=True) for file in files]
    outputs = [process.communicate()[0] for process in processes]
    seconds = time.perf_counter() - start
    for output in outputs:
        if f"{share} succeeded" not in output or f"status codes: {share} 2xx" not in output:
            sys.exit(f"error: {name} did not take all uploads:\n{output}")
    return share * UPLOADERS / seconds
