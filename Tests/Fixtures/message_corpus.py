"""The judge of our message codec: Google's protobuf for Python.

    message_corpus.py write FILE --seed N --count N   random messages, and what Python makes of them
    message_corpus.py check FILE                      compares messages of ours with the values that they should have

Records of `write`: name length (u16) and name; 1 when Python accepts the input, else 0; input length (u32) and input;
length (u32) and bytes of what Python writes after it has read the input (deterministic). Integers are little-endian.
"""

import argparse
import json
import os
import random
import struct
import sys
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message, message_factory, unknown_fields
from google.protobuf.descriptor import FieldDescriptor
from grpc_tools import protoc

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FILES = {
    os.path.join(ROOT, "proto"): [
        "character/character.proto",
        "media/media.proto",
        "post/post.proto",
        "world/world.proto",
        "grpc/channelz/v1/channelz.proto",
        "grpc/health/v1/health.proto",
        "grpc/reflection/v1/reflection.proto",
        "google/rpc/error_details.proto",
        "google/rpc/status.proto",
    ],
    os.path.join(ROOT, "Tests", "Fixtures"): ["kitchen_sink.proto"],
}
INCLUDES = [*FILES, os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")]


def message_types():
    """All message types of our proto files, by full name."""
    pool = descriptor_pool.DescriptorPool()
    types = {}
    for files in FILES.values():
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "set")
            if protoc.main(["protoc", *("-I" + root for root in INCLUDES), "--include_imports", "--descriptor_set_out=" + path, *files]) != 0:
                sys.exit("protoc failed")
            with open(path, "rb") as stream:
                descriptors = descriptor_pb2.FileDescriptorSet.FromString(stream.read())
        for file in descriptors.file:
            pool.Add(file)
            pending = list(pool.FindFileByName(file.name).message_types_by_name.values())
            while pending:
                descriptor = pending.pop()
                if descriptor.GetOptions().map_entry:
                    continue
                pending.extend(descriptor.nested_types)
                types[descriptor.full_name] = message_factory.GetMessageClass(descriptor)
    return dict(sorted(types.items()))


def varint(value):
    value &= (1 << 64) - 1
    result = bytearray()
    while value >= 0x80:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value)
    return bytes(result)


def read_varint(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position += 1
        if byte < 0x80:
            return value, position
        shift += 7


def tokens(data):
    """The fields of a well-formed message: (number, wire type, bytes of the tag, bytes of the value)."""
    position, result = 0, []
    while position < len(data):
        start = position
        tag, position = read_varint(data, position)
        value = position
        position = skip(data, position, tag)
        result.append((tag >> 3, tag & 7, data[start:value], data[value:position]))
    return result


def skip(data, position, tag):
    wire_type = tag & 7
    if wire_type == 0:
        return read_varint(data, position)[1]
    if wire_type == 1:
        return position + 8
    if wire_type == 5:
        return position + 4
    if wire_type == 2:
        length, position = read_varint(data, position)
        return position + length
    while True:
        inner, position = read_varint(data, position)
        if inner & 7 == 4:
            return position
        position = skip(data, position, inner)


def is_comparable(data, descriptor):
    """Whether every implementation reads and writes this message alike. Python's own ways: the tags of unknown fields are kept as they
    came, even when they are longer than they need to be; a map entry with fields besides key and value becomes an unknown field; and
    a type without fields takes field number 0."""
    for number, wire_type, tag, value in tokens(data):
        if number == 0 or tag != varint(number << 3 | wire_type):
            return False
        if wire_type == 3 and not is_comparable(value[: value.rindex(varint(number << 3 | 4))], None):
            return False
        field = descriptor.fields_by_number.get(number) if descriptor else None
        if wire_type == 2 and field is not None and field.message_type is not None:
            start = read_varint(value, 0)[1]
            if field.message_type.GetOptions().map_entry:
                entry = message_factory.GetMessageClass(field.message_type).FromString(value[start:])
                if len(unknown_fields.UnknownFieldSet(entry)) > 0:
                    return False
            if not is_comparable(value[start:], field.message_type):
                return False
    return True


def canonical(data, descriptor):
    """The same message with the entries of maps in ascending order, as C++ and Go write them. Python's order is its own: descending
    unsigned for numbers."""
    result, entries = [], {}
    for number, wire_type, tag, value in tokens(data):
        field = descriptor.fields_by_number.get(number)
        if wire_type != 2 or field is None or field.message_type is None:
            result.append((None, tag + value))
            continue
        start = read_varint(value, 0)[1]
        inner = canonical(value[start:], field.message_type)
        whole = tag + varint(len(inner)) + inner
        if field.message_type.GetOptions().map_entry:
            key = message_factory.GetMessageClass(field.message_type).FromString(inner).key
            entries.setdefault(number, []).append((key.encode() if isinstance(key, str) else key, whole))
        result.append((number if number in entries else None, whole))
    ordered = {number: iter(sorted(pairs, key=lambda pair: pair[0])) for number, pairs in entries.items()}
    return b"".join(whole if number is None else next(ordered[number])[1] for number, whole in result)


def serialized(message):
    return canonical(message.SerializeToString(deterministic=True), message.DESCRIPTOR)


class Maker:
    """Makes random messages and random bytes that resemble them."""

    TEXTS = ["", "a", "fifteen letters", "sixteen letters!", "nul \0 inside", "Grüße, мир, 世界 🌍", "x" * 127, "y" * 128, "z" * 20000]
    INTEGERS = [0, 1, -1, 127, 128, 300, 16383, 16384, 2**31 - 1, -(2**31), 2**32 - 1, 2**63 - 1, -(2**63), 2**64 - 1]
    REALS = [0.0, -0.0, 1.0, -1.5, 1e-300, 1e300, float("inf"), float("-inf"), float("nan"), 0.1]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        if self.random.random() < 0.02:
            return self.random.choice(self.TEXTS)
        if self.random.random() < 0.4:
            return self.random.choice(self.TEXTS[:-1])
        return "".join(self.random.choice("abc-XYZ019 é€") for _ in range(self.random.randrange(40)))

    def scalar(self, field):
        kind = field.cpp_type
        if kind == FieldDescriptor.CPPTYPE_BOOL:
            return self.random.random() < 0.5
        if kind == FieldDescriptor.CPPTYPE_STRING:
            return self.text().encode() + b"\xff\x00" if field.type == FieldDescriptor.TYPE_BYTES else self.text()
        if kind in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
            return self.random.choice(self.REALS)
        if kind == FieldDescriptor.CPPTYPE_ENUM:
            return self.random.choice([0, 1, 2, 3, 4, -7, 99, 2**31 - 1, -(2**31)])
        low, high = {
            FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
            FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
            FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
            FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
        }[kind]
        if self.random.random() < 0.5:
            return self.random.choice([value for value in self.INTEGERS if low <= value <= high])
        return self.random.randint(low, high)

    def fill(self, target, depth=0):
        for field in target.DESCRIPTOR.fields:
            if self.random.random() < (0.45 if depth == 0 else 0.7):
                continue
            is_message = field.message_type is not None
            if field.is_repeated and is_message and field.message_type.GetOptions().map_entry:
                self.fill_map(getattr(target, field.name), field, depth)
            elif is_message and depth >= 4:
                continue
            elif field.is_repeated and is_message:
                for _ in range(self.random.randrange(4)):
                    self.fill(getattr(target, field.name).add(), depth + 1)
            elif field.is_repeated:
                getattr(target, field.name).extend(self.scalar(field) for _ in range(self.random.randrange(6)))
            elif is_message:
                getattr(target, field.name).SetInParent()
                self.fill(getattr(target, field.name), depth + 1)
            else:
                setattr(target, field.name, self.scalar(field))

    def fill_map(self, target, field, depth):
        key, value = field.message_type.fields_by_name["key"], field.message_type.fields_by_name["value"]
        for _ in range(self.random.randrange(5)):
            if value.message_type is None:
                target[self.scalar(key)] = self.scalar(value)
            elif depth < 4:
                self.fill(target[self.scalar(key)], depth + 1)

    def message(self, message_type):
        result = message_type()
        self.fill(result)
        return serialized(result)

    def stranger(self, descriptor):
        """A field that the type does not have, or that has another wire type there."""
        number = self.random.choice([field.number for field in descriptor.fields] + [1, 2, 15, 16, 99, 2048, 2**29 - 1])
        wire_type = self.random.choice([0, 1, 2, 3, 5])
        values = {
            0: lambda: varint(self.random.choice(self.INTEGERS)),
            1: lambda: self.random.randbytes(8),
            2: lambda: (lambda data: varint(len(data)) + data)(self.random.randbytes(self.random.randrange(6))),
            3: lambda: varint(1 << 3) + b"\x05" + varint(number << 3 | 4),
            5: lambda: self.random.randbytes(4),
        }
        return varint(number << 3 | wire_type) + values[wire_type]()

    def disordered(self, message_type):
        """Two messages in one, their fields in any order, with fields that do not belong there."""
        fields = [tag + value for _, _, tag, value in tokens(self.message(message_type) + self.message(message_type))]
        fields += [self.stranger(message_type.DESCRIPTOR) for _ in range(self.random.randrange(4))]
        self.random.shuffle(fields)
        return b"".join(fields)

    def damaged(self, message_type):
        """A message with some bytes changed, added or cut off."""
        data = bytearray(self.disordered(message_type))
        for _ in range(self.random.randrange(1, 4)):
            place = self.random.randrange(len(data) + 1)
            change = self.random.randrange(4)
            if change == 0 and place < len(data):
                data[place] = self.random.randrange(256)
            elif change == 1:
                data[place:place] = self.random.randbytes(1)
            elif change == 2:
                del data[place : place + self.random.randrange(1, 4)]
            elif self.random.random() < 0.3:
                del data[place:]
        return bytes(data)


def write(path, seed, count):
    maker = Maker(seed)
    types = message_types()
    with open(path, "wb") as stream:
        for name, message_type in types.items():
            for index in range(count):
                make = (maker.message, maker.disordered, maker.damaged)[index % 3]
                data = make(message_type)
                try:
                    expected = serialized(message_type.FromString(data))
                    accepted = 1
                    if not is_comparable(expected, message_type.DESCRIPTOR):
                        continue
                except (message.DecodeError, UnicodeDecodeError):
                    expected, accepted = b"", 0
                stream.write(struct.pack("<H", len(name)) + name.encode() + bytes([accepted]))
                stream.write(struct.pack("<I", len(data)) + data + struct.pack("<I", len(expected)) + expected)


def check(path):
    """The file holds JSON lines {"type", "hex", "value"}: our bytes, and the value in protobuf's JSON form."""
    types = message_types()
    failures = checked = 0
    with open(path) as stream:
        for line in stream:
            record = json.loads(line)
            data = bytes.fromhex(record["hex"])
            read = types[record["type"]].FromString(data)
            wanted = json_format.ParseDict(record["value"], types[record["type"]]())
            checked += 1
            if serialized(read) != data or serialized(wanted) != data:
                failures += 1
                print(f"{record['type']}: wanted {wanted}, got {read}")
    print(f"checked {checked}")
    return 1 if failures or not checked else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["write", "check"])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=30)
    arguments = parser.parse_args()
    if arguments.command == "write":
        write(arguments.file, arguments.seed, arguments.count)
        return 0
    return check(arguments.file)


if __name__ == "__main__":
    sys.exit(main())
