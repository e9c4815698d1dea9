"""A server that fails each call with what the request says of itself.

    tls_mirror.py CERTIFICATE KEY     serves one connection after another over TLS and prints the port first

The status is PERMISSION_DENIED, the message ":scheme :authority", such as "https localhost:50051".
"""

import socket
import ssl
import sys

import h2.config
import h2.connection
import h2.events


def serve(connection):
    session = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    session.initiate_connection()
    connection.sendall(session.data_to_send())
    while data := connection.recv(65536):
        for event in session.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                headers = dict(event.headers)
                text = f"{headers[':scheme']} {headers[':authority']}"
                answer = [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "7"), ("grpc-message", text)]
                session.send_headers(event.stream_id, answer, end_stream=True)
        connection.sendall(session.data_to_send())


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
context.set_alpn_protocols(["h2"])
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    plain, _ = listener.accept()
    try:
        with context.wrap_socket(plain, server_side=True) as secured:
            serve(secured)
    except OSError:
        pass
