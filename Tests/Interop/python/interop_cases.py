"""What the clients in Python share: the requests and numbers that the interoperability tests fix, and their checks."""

import testing_protos as protos

LARGE_REQUEST = 271828
LARGE_RESPONSE = 314159
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]
STATUS_MESSAGE = "test status message"
SPECIAL_STATUS_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
INITIAL = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
TRAILING = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")
UNKNOWN = 2


def payload(size: int):
    return protos.Payload(body=bytes(size))


def large_request(**fields):
    return protos.SimpleRequest(response_size=LARGE_RESPONSE, payload=payload(LARGE_REQUEST), **fields)


def status_request(message: str):
    return protos.SimpleRequest(response_status=protos.EchoStatus(code=UNKNOWN, message=message))


def input_requests() -> list:
    return [protos.StreamingInputCallRequest(payload=payload(size)) for size in REQUEST_SIZES]


def output_request(sizes, compressed=None):
    parameters = [protos.ResponseParameters(size=size) for size in sizes]
    for parameter, flag in zip(parameters, compressed or []):
        parameter.compressed.value = flag
    return protos.StreamingOutputCallRequest(response_parameters=parameters)


def duplex_request(response_size: int | None, request_size: int):
    sizes = [] if response_size is None else [response_size]
    request = output_request(sizes)
    request.payload.body = bytes(request_size)
    return request


def duplex_status_request(message: str):
    return protos.StreamingOutputCallRequest(response_status=protos.EchoStatus(code=UNKNOWN, message=message))


def check_large(response) -> None:
    assert response.payload.body == bytes(LARGE_RESPONSE)


def check_sizes(responses, expected) -> None:
    assert [len(response.payload.body) for response in responses] == list(expected)
