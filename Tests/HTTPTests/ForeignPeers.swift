import Foundation

/// Runs programs of others: curl and Python.
enum ForeignPeers {
    struct Output {
        var status: Int32
        var text: String
        var bytes: Data
    }

    /// Runs a command and waits for its end; its standard output is collected.
    static func run(_ command: String, _ arguments: [String], input: Data? = nil) async throws -> Output {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        let output = Pipe()
        process.standardOutput = output
        let standardInput = Pipe()
        process.standardInput = standardInput
        try process.run()
        // A thread of its own: the pipe must be read while the process runs, and that blocks.
        let bytes = await withCheckedContinuation { (continuation: CheckedContinuation<Data, Never>) in
            Thread.detachNewThread {
                if let input { try? standardInput.fileHandleForWriting.write(contentsOf: input) }
                try? standardInput.fileHandleForWriting.close()
                let bytes = readToEnd(output.fileHandleForReading.fileDescriptor)
                process.waitUntilExit()
                continuation.resume(returning: bytes)
            }
        }
        return Output(status: process.terminationStatus, text: String(decoding: bytes, as: UTF8.self), bytes: bytes)
    }

    /// Reads until the end of a pipe. (`FileHandle` traps when the signal of an ending child interrupts it.)
    private static func readToEnd(_ descriptor: Int32) -> Data {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                data.append(contentsOf: buffer[..<count])
            } else if count == 0 || errno != EINTR {
                return data
            }
        }
    }

    static func curl(_ arguments: String...) async throws -> Output {
        try await run("curl", ["-sS", "-m", "30", "--noproxy", "*"] + arguments)
    }

    /// Runs a Python program whose `PORT` is a server's port.
    static func python(_ program: String, port: Int) async throws -> Output {
        try await run("python3", ["-c", "import socket, time\nPORT = \(port)\n" + rawClient + program])
    }

    /// `raw(bytes, ...)` sends bytes as they are and returns everything that comes back, with `<EOF>` when the server closed, or
    /// `<timeout>`.
    private static let rawClient = """
        def raw(data, wait=3.0, half_close=False):
            s = socket.create_connection(("127.0.0.1", PORT)); s.settimeout(wait)
            out = b""
            try:
                s.sendall(data)
                if half_close: s.shutdown(socket.SHUT_WR)
                while True:
                    d = s.recv(65536)
                    if not d: return out + b"<EOF>"
                    out += d
            except socket.timeout: return out + b"<timeout>"
            except ConnectionError: return out + b"<EOF>"
            finally: s.close()

        """
}

/// A server in Python that does to clients what servers should not.
final class MisbehavingServer {
    let port: Int
    private let process = Process()
    /// The program ends when this is closed: `python3` may be a wrapper, which a signal would end without it, and a program left behind
    /// would hold the test runner's output open.
    private let input = Pipe()

    init() throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", Self.program]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = [UInt8](repeating: 0, count: 16)
        var count = -1
        repeat { count = read(output.fileHandleForReading.fileDescriptor, &line, line.count) } while count < 0 && errno == EINTR
        port = Int(String(decoding: line.prefix(max(0, count)), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    deinit { try? input.fileHandleForWriting.close() }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private static let program = """
        import os, socket, sys, threading, time
        once = []
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        def answer(s, head, body=b""):
            s.sendall(head.replace("\\n", "\\r\\n").encode() + b"\\r\\n\\r\\n" + body)
        def serve(s):
            try:
                data = b""
                while b"\\r\\n\\r\\n" not in data:
                    d = s.recv(65536)
                    if not d: return
                    data += d
                    if data[0] == 22: s.sendall(b"this is no TLS\\r\\n"); return
                head, rest = data.split(b"\\r\\n\\r\\n", 1)
                path = head.split(b" ")[1].decode()
                length = 0
                for line in head.split(b"\\r\\n"):
                    if line.lower().startswith(b"content-length:"): length = int(line[15:])
                if path != "/answer-early":
                    while len(rest) < length: rest += s.recv(65536)
                if path == "/hang": time.sleep(60)
                elif path == "/drop-before": pass
                elif path == "/drop": answer(s, "HTTP/1.1 200 OK\\nContent-Length: 100", b"only this")
                elif path == "/drop-chunked": answer(s, "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked", b"5\\r\\nhello\\r\\n")
                elif path == "/slow":
                    answer(s, "HTTP/1.1 200 OK\\nContent-Length: 20")
                    for i in range(20): s.sendall(b"x"); time.sleep(0.02)
                elif path == "/trickle":
                    answer(s, "HTTP/1.1 200 OK\\nContent-Length: 2000")
                    for i in range(2000): s.sendall(b"x"); time.sleep(0.05)
                elif path == "/huge-declared": answer(s, "HTTP/1.1 200 OK\\nContent-Length: 99999999999", b"x" * 100000); time.sleep(5)
                elif path == "/huge-endless":
                    answer(s, "HTTP/1.1 200 OK\\nConnection: close")
                    while True: s.sendall(b"x" * 65536)
                elif path == "/garbage": s.sendall(b"\\x00\\xff\\x13garbage that is no HTTP at all\\r\\n\\r\\n")
                elif path == "/endless-headers":
                    s.sendall(b"HTTP/1.1 200 OK\\r\\n")
                    while True: s.sendall(b"X-Filler: " + b"x" * 1000 + b"\\r\\n")
                elif path == "/redirect": answer(s, "HTTP/1.1 302 Found\\nLocation: /target\\nContent-Length: 0\\nConnection: close")
                elif path == "/redirect-file": answer(s, "HTTP/1.1 302 Found\\nLocation: file:///etc/hostname\\nContent-Length: 0\\nConnection: close")
                elif path == "/redirect-loop": answer(s, "HTTP/1.1 302 Found\\nLocation: /redirect-loop\\nContent-Length: 0\\nConnection: close")
                elif path == "/target": answer(s, "HTTP/1.1 200 OK\\nContent-Length: 7\\nConnection: close", b"arrived")
                elif path == "/continue-twice":
                    answer(s, "HTTP/1.1 100 Continue\\nX-Interim: 1")
                    answer(s, "HTTP/1.1 201 Created\\nX-A: 1\\nX-A:  2 \\nContent-Length: 2\\nConnection: close", b"ok")
                elif path == "/answer-early": answer(s, "HTTP/1.1 403 Forbidden\\nContent-Length: 6\\nConnection: close", b"denied"); time.sleep(0.3)
                elif path == "/echo": answer(s, "HTTP/1.1 200 OK\\nConnection: close\\nContent-Length: %d" % (len(head) + 4 + len(rest)), head + b"\\r\\n\\r\\n" + rest)
                elif path == "/once":
                    answer(s, "HTTP/1.1 200 OK\\nContent-Length: %d" % len(str(len(once))), str(len(once)).encode())
                    if s.recv(65536): once.append(1)
                elif path == "/length":
                    answer(s, "HTTP/1.1 200 OK\\nConnection: close\\nContent-Length: %d" % len(str(len(rest))), str(len(rest)).encode())
                else: answer(s, "HTTP/1.1 404 Not Found\\nContent-Length: 0\\nConnection: close")
            except OSError: pass
            finally: s.close()
        listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        print(listener.getsockname()[1], flush=True)
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """
}
