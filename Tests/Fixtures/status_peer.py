"""The other side of the tests of error details: grpcio with grpcio-status.

  status_peer.py client ADDRESS   calls METHOD and fails unless it ends with the status that `expected` makes
  status_peer.py server           prints its port and answers METHOD with that status, until its standard input ends
"""

import concurrent.futures
import sys

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2
from grpc_status import rpc_status

SERVICE, METHOD = "fixtures.kitchen_sink.Kitchen", "Taste"


def expected() -> status_pb2.Status:
    """All standard details and one that is not; the same values as in StatusDetailTests."""
    d = error_details_pb2
    details = [
        d.ErrorInfo(reason="STOCKOUT", domain="example.com", metadata={"zone": "a"}),
        d.RetryInfo(retry_delay=duration_pb2.Duration(seconds=1, nanos=500_000_000)),
        d.DebugInfo(stack_entries=["a", "b"], detail="d"),
        d.QuotaFailure(violations=[d.QuotaFailure.Violation(subject="project:x", future_quota_value=0)]),
        d.PreconditionFailure(violations=[d.PreconditionFailure.Violation(type="TOS", subject="s", description="d")]),
        d.BadRequest(
            field_violations=[d.BadRequest.FieldViolation(field="f", localized_message=d.LocalizedMessage(locale="de", message="falsch"))]
        ),
        d.RequestInfo(request_id="r", serving_data="s"),
        d.ResourceInfo(resource_type="t", resource_name="n", owner="o", description="d"),
        d.Help(links=[d.Help.Link(description="d", url="https://example.com")]),
        d.LocalizedMessage(locale="en-GB", message="no"),
        health_pb2.HealthCheckRequest(service="x"),
    ]
    status = status_pb2.Status(code=code_pb2.RESOURCE_EXHAUSTED, message="всё")
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status


def client(address: str) -> None:
    with grpc.insecure_channel(address) as channel:
        call = channel.unary_unary(f"/{SERVICE}/{METHOD}")
        try:
            call(b"", timeout=20)
        except grpc.RpcError as error:
            status = rpc_status.from_call(error)
            assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error
            assert status == expected(), status
        else:
            raise AssertionError("the call has not failed")


def server() -> None:
    def answer(request: bytes, context: grpc.ServicerContext) -> bytes:
        context.abort_with_status(rpc_status.to_status(expected()))

    handler = grpc.method_handlers_generic_handler(SERVICE, {METHOD: grpc.unary_unary_rpc_method_handler(answer)})
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(1))
    server.add_generic_rpc_handlers((handler,))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


if __name__ == "__main__":
    {"client": client, "server": server}[sys.argv[1]](*sys.argv[2:])
