/// Deals calls out to connections in turn.
struct ConnectionPicker {
    private var connections: [ClientConnection] = []
    private var next = 0

    /// Sets what to choose from. Clients begin at different places, so that they do not all send their first call to the same server.
    mutating func update(_ connections: [ClientConnection]) {
        guard !connections.elementsEqual(self.connections, by: { $0 === $1 }) else { return }
        self.connections = connections
        next = connections.isEmpty ? 0 : .random(in: 0..<connections.count)
    }

    /// The next connection that has room for a call.
    mutating func pick() -> ClientConnection? {
        for _ in 0..<connections.count {
            let connection = connections[next]
            next = next + 1 == connections.count ? 0 : next + 1
            if connection.hasRoom { return connection }
        }
        return nil
    }
}
