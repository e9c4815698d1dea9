"""Pillow as the other side of the tests of ImageScaling.

make DIRECTORY    writes pictures of all kinds, one file each
judge DIRECTORY   compares each copy `NAME@SIDE` with what Pillow makes of NAME; prints one line of JSON per copy
"""

import json
import os
import sys
import zlib

from PIL import Image, ImageOps


def scene(width, height, mode="RGB"):
    """A picture whose four corners differ, smooth enough for every codec."""
    image = Image.new("RGBA", (width, height))
    pixels = image.load()
    for y in range(height):
        for x in range(width):
            # Transparent in the middle, with a soft edge.
            distance = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) ** 0.5
            alpha = max(0, min(255, int(distance * 1400 - 140)))
            pixels[x, y] = (255 * x // width, 255 * y // height, 128 if x * height > y * width else 20, alpha)
    return image if mode == "RGBA" else image.convert("RGB").convert(mode)


def exif(orientation):
    data = Image.Exif()
    data[0x010F] = "maker"
    data[0x0112] = orientation
    return data


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def sixteen_bits(path):
    """A PNG of 16 bits a sample, which Pillow does not write."""
    width, height = 300, 200
    rows = b"".join(
        b"\0" + b"".join((257 * v).to_bytes(2, "big") for x in range(width) for v in (255 * x // width, 255 * y // height, 90))
        for y in range(height)
    )
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([16, 2, 0, 0, 0])
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make(directory):
    def path(name):
        return os.path.join(directory, name)

    plain, clear = scene(400, 288), scene(400, 288, "RGBA")
    for orientation in range(1, 9):
        plain.save(path(f"orientation-{orientation}.jpeg"), quality=92, exif=exif(orientation))
    plain.save(path("orientation-6.png"), exif=exif(6))
    plain.save(path("orientation-8.webp"), quality=92, exif=exif(8))
    scene(90, 120).save(path("tiny-6.jpeg"), quality=92, exif=exif(6))
    scene(90, 120).save(path("tiny.jpeg"), quality=92)
    plain.save(path("progressive.jpeg"), quality=92, progressive=True)
    plain.convert("L").save(path("grey.jpeg"), quality=92)
    plain.convert("CMYK").save(path("cmyk.jpeg"), quality=92)
    plain.save(path("plain.png"))
    clear.save(path("alpha.png"))
    clear.quantize(64).save(path("palette-alpha.png"))
    plain.convert("L").save(path("grey.png"))
    plain.convert("1", dither=Image.Dither.NONE).save(path("bilevel.png"))
    scene(800, 100).save(path("wide.png"))
    scene(3, 700).save(path("narrow.png"))
    sixteen_bits(path("sixteen.png"))
    plain.save(path("lossy.webp"), quality=92)
    clear.save(path("alpha.webp"), quality=92)
    clear.save(path("lossless.webp"), lossless=True)
    plain.quantize(128).save(path("plain.gif"))
    frames = [scene(400, 288), scene(400, 288).rotate(90)]
    frames[0].quantize(128).save(path("animated.gif"), save_all=True, append_images=[frames[1].quantize(128)])
    clear.save(path("alpha.gif"))
    frames[0].save(path("animated.webp.refused"), format="WEBP", save_all=True, append_images=frames[1:])
    frames[0].save(path("animated.png"), format="PNG", save_all=True, append_images=frames[1:])
    Image.new("1", (20_000, 20_000)).save(path("bomb.png.refused"), format="PNG")


def judge(directory):
    for name in sorted(os.listdir(directory)):
        if "@" not in name:
            continue
        original_name, side = name.split("@")
        original = Image.open(os.path.join(directory, original_name))
        copy = Image.open(os.path.join(directory, name))
        copy.load()
        expected = ImageOps.exif_transpose(original).convert("RGBA")
        expected.thumbnail((int(side), int(side)), Image.Resampling.BOX)
        verdict = {
            "name": name,
            "format": copy.format,
            "same_format": copy.format == original.format,
            "size": list(copy.size),
            "expected_size": list(expected.size),
            "orientation": copy.getexif().get(0x0112, 1),
            "colour": None,
            "alpha": None,
        }
        if copy.size == expected.size:
            pairs = list(zip(copy.convert("RGBA").get_flattened_data(), expected.get_flattened_data()))
            # Colours count where both show them.
            shown = [(a, b) for a, b in pairs if a[3] > 100 and b[3] > 100]
            verdict["colour"] = sum(abs(a[i] - b[i]) for a, b in shown for i in range(3)) / (3 * len(shown))
            verdict["alpha"] = sum(abs(a[3] - b[3]) for a, b in pairs) / len(pairs)
            verdict["least_alpha"] = min(a[3] for a, _ in pairs)
        print(json.dumps(verdict))


{"make": make, "judge": judge}[sys.argv[1]](sys.argv[2])
