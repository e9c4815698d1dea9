"""A server of Python's grpcio that is told to end while it is under load.

    drain_peer.py NAME PORT    serves the platform's GetCharacter on PORT (0: any), answering with NAME as the id and after a moment;
                               prints the port. SIGTERM: takes no more calls, finishes those that it has, and exits.
"""

import signal
import sys
import time
from concurrent import futures

import grpc


def main(name, port):
    # Waited for, by the main thread; a handler might interrupt that thread while it has a lock that the handler needs. Blocked before there
    # are other threads, which inherit it.
    signal.pthread_sigmask(signal.SIG_SETMASK, [signal.SIGTERM])

    def answer(request, context):
        time.sleep(0.01)
        return b"\x0a" + bytes([len(name)]) + name.encode()

    handlers = {"GetCharacter": grpc.unary_unary_rpc_method_handler(answer)}
    server = grpc.server(futures.ThreadPoolExecutor(16), options=[("grpc.so_reuseport", 0)])
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("generia.character.CharacterService", handlers)])
    port = server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    print(port, flush=True)
    signal.sigwait([signal.SIGTERM])
    server.stop(30).wait()


main(sys.argv[1], sys.argv[2])
