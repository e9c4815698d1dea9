import EventLoops

extension HTTP2Channel {
    /// What the channel is doing about its connections, as of now.
    public var state: ConnectivityState { transport.connectivity.state }

    /// Waits until the channel's state is another one than `state`; at once when it already is.
    /// - Returns: the state that ended the wait; the current one when the task was cancelled. The channel may have moved on since.
    @discardableResult
    public func waitForStateChange(from state: ConnectivityState) async -> ConnectivityState {
        await transport.connectivity.change(from: state)
    }

    /// Connects if the channel is idle, without waiting for the outcome.
    public func connect() {
        onLoop { [transport] in transport.connect() }
    }

    /// Closes all connections; calls that are running end with UNAVAILABLE, later ones fail at once.
    public func close() {
        onLoop { [transport] in transport.close() }
    }

    /// Takes no more calls, lets those that are running finish, closes the connections, and returns when all is over.
    /// - Parameter grace: how long calls may take to finish before they are cut off; `nil` means as long as they need.
    public func shutdown(grace: Duration? = nil) async {
        let timer = grace.map { grace in loop.schedule(after: grace) { [transport] in transport.close() } }
        await withUnsafeContinuation { continuation in
            onLoop { [transport] in transport.closeGracefully(continuation) }
        }
        timer?.cancel()
    }
}
