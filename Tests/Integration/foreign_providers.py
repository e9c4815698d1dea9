"""Providers of texts and pictures that are not ours: they hold every request to the rules of the real ones."""

import base64
import hashlib
import http.server
import io
import json
import ssl
import threading

import jsonschema
from PIL import Image

POST_PICTURE = "a picture of a post"


def check_strict(schema: dict) -> None:
    """The rules of strict structured outputs: closed objects, all properties required, no references, few keywords."""
    allowed = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "description", "title", "default"}
    assert set(schema) <= allowed, set(schema) - allowed
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        for member in schema["properties"].values():
            check_strict(member)
    if schema.get("type") == "array":
        check_strict(schema["items"])
    for choice in schema.get("anyOf", []):
        check_strict(choice)


def filled(schema: dict, counts: dict[str, int], name: str = "") -> object:
    """A value that fits a schema."""
    if "anyOf" in schema:
        return filled(schema["anyOf"][0], counts, name)
    match schema["type"]:
        case "object":
            return {key: filled(member, counts, key) for key, member in schema["properties"].items()}
        case "array":
            return [filled(schema["items"], counts, f"{name} {index}") for index in range(counts.get(name, 2))]
        case "integer":
            return 2
        case "string":
            return f"some {name}"
    raise AssertionError(schema)


def number(name: str, prompt: str) -> int:
    lines = [line for line in prompt.splitlines() if line.startswith(f"- {name}: ")]
    return int(lines[0].split(": ")[1]) if lines else 2


class ForeignProviders:
    """One server for both: chat completions as OpenRouter has them, and Runware's tasks. What is wrong with a request is kept in `faults`."""

    def __init__(self, *, path: str = "/api/v1", speaks=("usage", "json_schema", "json_object"), picture_format: str = "PNG",
                 inline: bool = False, chatty: bool = False, unfit=(), known: dict[str, dict] | None = None, cut_pictures: int = 0,
                 tls: ssl.SSLContext | None = None):
        self.path, self.speaks, self.picture_format, self.inline, self.chatty = path, speaks, picture_format, inline, chatty
        self.unfit, self.known, self.cut_pictures = unfit, known or {}, cut_pictures
        self.lock, self.post_pictures = threading.Lock(), 0
        self.faults: list[str] = []
        self.schemas: dict[str, dict] = {}
        self.chats: list[dict] = []
        self.tasks: list[dict] = []
        self.traces: list[str] = []
        self.pictures: dict[str, bytes] = {}
        providers = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                try:
                    body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    providers.traces.append(self.headers["traceparent"])
                    assert self.headers["Authorization"] == "Bearer the-secret-key", "no key"
                    if self.path == f"{providers.path}/chat/completions":
                        self.answer(*providers.chat(body))
                    elif self.path == "/v1":
                        self.answer(*providers.draw(body))
                    else:
                        self.answer(404, {"detail": "Not Found"})
                except Exception as error:
                    providers.faults.append(f"{type(error).__name__}: {error}")
                    self.answer(400, {"error": {"message": f"bad request: {error}"}})

            def do_GET(self):
                picture = providers.pictures[self.path]
                with providers.lock:
                    providers.cut_pictures -= 1
                    is_cut = providers.cut_pictures >= 0
                self.answer(200, picture[:len(picture) // 2] if is_cut else picture)

            def answer(self, status, body):
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def chat(self, body: dict):
        if "usage" in body and "usage" not in self.speaks:
            return 400, {"error": {"message": "Unknown parameter: 'usage'.", "type": "invalid_request_error"}}
        form = body.get("response_format", {"type": "text"})["type"]
        if form != "text" and form not in self.speaks:
            return 400, {"error": {"message": f"response_format of type {form} is not supported"}}
        assert set(body) <= {"model", "messages", "temperature", "max_tokens", "response_format", "usage"}, set(body)
        [message] = body["messages"]
        assert message["role"] == "user" and message["content"].strip()
        assert 0 <= body["temperature"] <= 2 and body["max_tokens"] > 0
        self.chats.append(body)
        prompt = message["content"]
        if form == "json_schema":
            envelope = body["response_format"]["json_schema"]
            assert envelope["name"] == "response" and envelope["strict"] is True
            schema = envelope["schema"]
            jsonschema.Draft202012Validator.check_schema(schema)
            check_strict(schema)
            self.schemas[schema["title"]] = schema
        else:
            schema = self.known_schema(prompt)
        answer = filled(schema, {"characters": number("users_count", prompt), "posts": number("posts_count", prompt)})
        if schema["title"] == "PostImagePrompt":
            with self.lock:
                self.post_pictures += 1
                answer["prompt"] = f"{POST_PICTURE} {self.post_pictures}"
        jsonschema.validate(answer, schema)
        content = json.dumps(answer)
        if self.chatty:
            draft = json.dumps(answer).replace("some ", "only a draft of some ")
            # Noise that no service stores.
            content = content.replace("some ", "so\\u0000me ")
            content = f"<think>{{hm}} {draft}</think>Sure, here it is:\n```json\n{content}\n```\nAnything else?"
        usage = {"prompt_tokens": 10, "completion_tokens": 10, **({"cost": 0.00001} if "usage" in body else {})}
        return 200, {"id": "gen-1", "model": body["model"], "usage": usage, "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content, "refusal": None}}]}

    def known_schema(self, prompt: str) -> dict:
        """The shape that a prompt asks for, of those that another server was given: one that takes no schema has only prompts to go by."""
        structure = prompt.split("<structure_description>")[1].split("</structure_description>")[0]
        names = {line.strip().removeprefix("- ").partition(":")[0] for line in structure.strip().splitlines()}
        return max(self.known.values(), key=lambda schema: len(names & set(schema["properties"])) - len(set(schema["properties"]) - names))

    def draw(self, body: list):
        [task] = body
        common = {"taskType": task["taskType"], "taskUUID": task["taskUUID"]}
        self.tasks.append(task)
        if task["taskType"] == "promptEnhance":
            assert 12 <= task["promptMaxLength"] <= 400 and 1 <= task["promptVersions"] <= 5
            return 200, {"data": [{**common, "text": f"better: {task['prompt']}", "cost": 0.00002}]}
        assert task["taskType"] == "imageInference"
        assert task["width"] % 64 == task["height"] % 64 == 0 and task["numberResults"] == 1
        assert task["outputType"] == "URL" and task["outputFormat"] == "PNG" and task["includeCost"] is True
        assert 2 <= len(task["positivePrompt"]) and task["checkNSFW"] is True
        colour = tuple(hashlib.sha256(task["taskUUID"].encode()).digest()[:3])
        file = io.BytesIO()
        Image.new("RGB", (task["width"], task["height"]), colour).save(file, self.picture_format)
        path = f"/{task['taskUUID']}"
        self.pictures[path] = file.getvalue()
        place = {"imageBase64Data": base64.b64encode(file.getvalue()).decode()} if self.inline else {"imageURL": self.url + path}
        unfit = any(part in task["positivePrompt"] for part in self.unfit)
        return 200, {"data": [{**common, "cost": 0.0013, "NSFWContent": unfit, **place}], "errors": []}
