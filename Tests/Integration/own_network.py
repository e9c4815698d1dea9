"""A network of one's own: all ports are free, and nobody else is reached."""

import sys

#: Raises the loopback device, then becomes what its arguments say.
RAISE_LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    fcntl.ioctl(any_socket, set_flags, struct.pack("16sH22x", b"lo", up_and_running))
os.execv(sys.argv[1], sys.argv[1:])
"""


def in_own_network(*command: str) -> list[str]:
    """The command that runs `command`, an absolute path and its arguments, in a new network namespace."""
    return ["unshare", "--map-root-user", "--net", sys.executable, "-c", RAISE_LOOPBACK, *map(str, command)]
