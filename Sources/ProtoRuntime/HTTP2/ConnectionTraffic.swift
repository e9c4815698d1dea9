import EventLoops

/// What has happened on a connection, for channelz: plain counts, kept in any case, because counting costs less than asking whether to
/// count. The times are kept only while somebody may ask for them.
struct ConnectionTraffic {
    var streamsStarted = 0
    /// Streams that both ends have ended.
    var streamsSucceeded = 0
    /// Streams that were cut off.
    var streamsFailed = 0
    /// Calls whose status is OK; told by clients' streams.
    var callsSucceeded = 0
    /// Messages of streams that are closed; those of open ones are counted by the streams.
    var messagesSent = 0
    var messagesReceived = 0
    var keepAlivesSent = 0
    /// The error code of the last GOAWAY that came.
    var receivedGoAway: UInt32?

    var lastStreamStarted: MonotonicTime?
    var lastMessageSent: MonotonicTime?
    var lastMessageReceived: MonotonicTime?

    /// A client's calls: one for every stream.
    var calls: CallCounts {
        CallCounts(
            started: streamsStarted, succeeded: callsSucceeded, failed: max(0, streamsSucceeded + streamsFailed - callsSucceeded),
            lastStarted: lastStreamStarted)
    }

    /// Counts a stream that is gone.
    mutating func didClose(_ stream: HTTP2Stream, code: UInt32?) {
        if code == 0 { streamsSucceeded += 1 } else { streamsFailed += 1 }
        messagesSent += stream.messagesSent
        messagesReceived += stream.messagesReceived
    }
}
