import Synchronization

/// What channelz tells of: the servers and channels that were given this registry, with their subchannels and sockets (gRFC A14).
///
///     let channelz = ChannelzRegistry()
///     configuration.channelz = channelz            // of servers and channels
///     let services = [greeter, channelz.definition] // of a server that people may ask
///
/// Anyone who can call the service sees the addresses of peers and the certificates that they have shown: offer it on a port of your own.
public final class ChannelzRegistry: Sendable {
    /// Everything of one kind, by identifier.
    struct Table<Message: Sendable>: Sendable {
        typealias Reader = @Sendable () async -> Message?
        private var readers: [Int64: Reader] = [:]

        subscript(id: Int64) -> Reader? {
            get { readers[id] }
            set { readers[id] = newValue }
        }

        /// The identifiers from `start` on, in order.
        func ids(from start: Int64) -> [Int64] { readers.keys.filter { $0 >= start }.sorted() }
    }

    struct SocketEntry: Sendable {
        let name: String
        /// The server whose connection it is.
        let server: Int64?
        /// Reads the socket; `true` asks for a summary only.
        let read: @Sendable (_ isSummary: Bool) async -> ChannelzAPI.Socket?
    }

    struct Content: Sendable {
        fileprivate var lastID: Int64 = 0
        var servers = Table<ChannelzAPI.Server>()
        var channels = Table<ChannelzAPI.Channel>()
        var subchannels = Table<ChannelzAPI.Subchannel>()
        var sockets: [Int64: SocketEntry] = [:]
    }

    private let content = Mutex(Content())

    /// A registry that knows nothing yet.
    public init() {}

    /// The service `grpc.channelz.v1.Channelz`, to be offered by a server.
    public var definition: ServiceDefinition { ChannelzAPI.definition(of: ChannelzAnswers(registry: self)) }

    func read<Value: Sendable>(_ body: (Content) -> Value) -> Value { content.withLock { body($0) } }

    // MARK: Registering

    /// An identifier that nothing in this registry has, had or will have.
    func makeID() -> Int64 {
        content.withLock { content in
            content.lastID += 1
            return content.lastID
        }
    }

    /// Adds, replaces or removes what has an identifier.
    func set<Message>(_ table: any WritableKeyPath<Content, Table<Message>> & Sendable, _ id: Int64, _ reader: Table<Message>.Reader?) {
        content.withLock { $0[keyPath: table][id] = reader }
    }

    /// Adds, replaces or removes a socket.
    func setSocket(_ id: Int64, _ entry: SocketEntry?) {
        content.withLock { $0.sockets[id] = entry }
    }
}
