/// The latest events in the life of a channel or subchannel.
struct ChannelzTrace: Sendable {
    typealias Event = ChannelzAPI.ChannelTraceEvent

    /// How many events are kept.
    static let capacity = 32

    private let created = ProtobufAPI.Timestamp.now()
    private var count: Int64 = 0
    private var events: [Event] = []

    init(_ description: String) {
        add(description)
    }

    /// Notes that something has happened now.
    mutating func add(_ description: String, severity: Event.Severity = .ctInfo, child: Event.ChildRef? = nil) {
        count += 1
        if events.count == Self.capacity { events.removeFirst() }
        events.append(Event(description: description, severity: severity, timestamp: .now(), childRef: child))
    }

    var message: ChannelzAPI.ChannelTrace {
        ChannelzAPI.ChannelTrace(numEventsLogged: count, creationTimestamp: created, events: events)
    }
}
