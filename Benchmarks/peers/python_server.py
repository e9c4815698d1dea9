"""The Python peer of the benchmarks: grpc.testing.TestService as far as the benchmarks call it.

    python_server.py PORT STUBS
"""

import concurrent.futures
import platform
import sys

import grpc

# A package named grpc is also what the stubs of grpc/testing live in: theirs is found through its path.
grpc.__path__.append(f"{sys.argv[2]}/grpc")

from grpc.testing import messages_pb2 as messages  # noqa: E402
from grpc.testing import test_pb2_grpc as services  # noqa: E402


class TestServer(services.TestServiceServicer):
    def UnaryCall(self, request, context):
        return messages.SimpleResponse(payload=messages.Payload(body=bytes(request.response_size)))

    def StreamingOutputCall(self, request, context):
        for parameters in request.response_parameters:
            yield messages.StreamingOutputCallResponse(payload=messages.Payload(body=bytes(parameters.size)))

    def StreamingInputCall(self, requests, context):
        return messages.StreamingInputCallResponse(aggregated_payload_size=sum(len(request.payload.body) for request in requests))


server = grpc.server(concurrent.futures.ThreadPoolExecutor(16))
services.add_TestServiceServicer_to_server(TestServer(), server)
server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
server.start()
print(f"grpcio {grpc.__version__}, Python {platform.python_version()}", flush=True)
server.wait_for_termination()
