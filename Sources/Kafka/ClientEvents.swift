import CRdKafka
import EventLoops
import Synchronization
import Telemetry

/// What a client of librdkafka reports besides results: its log, and errors that nobody waits for.
class ClientEvents: @unchecked Sendable {
    // `@unchecked` because the class has heirs; all of its properties and theirs are immutable and Sendable.

    /// The same complaint is made once in this time.
    private static let pause = Duration.seconds(30)

    let logger: Logger
    private let complaints = Mutex<[Int32: MonotonicTime]>([:])

    init(logger: Logger) { self.logger = logger }

    /// What callbacks get as their last argument, which the opener of the handle keeps alive.
    static func of(_ opaque: UnsafeMutableRawPointer?) -> ClientEvents? {
        opaque.map { Unmanaged<ClientEvents>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A line of librdkafka's log. What matters of it comes as an error, too.
    final func logged(_ level: Int32, _ text: String) { logger.debug(text, ["level": level]) }

    /// An error that is not the answer to something.
    final func failed(_ code: rd_kafka_resp_err_t, _ text: String?) {
        let now = MonotonicTime.now()
        let isNews = complaints.withLock { complaints in
            if let last = complaints[code.rawValue], now - last < Self.pause { return false }
            complaints[code.rawValue] = now
            return true
        }
        guard isNews else { return }
        // One broker of several may be away without anybody noticing.
        let isQuiet = code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR__RESOLVE
        logger.log(isQuiet ? .info : .warning, KafkaError(code, text).description)
    }
}
