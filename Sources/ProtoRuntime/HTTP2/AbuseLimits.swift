import EventLoops

/// What a peer may do on one connection before it counts as hostile and is told so with GOAWAY ENHANCE_YOUR_CALM.
///
/// The defaults leave room for everything that well-behaved peers were seen to do, among it a thousand cancelled calls in a second, and
/// keep what a hostile one can cost to frames that are read and thrown away.
public struct AbuseLimits: Sendable, Hashable {
    /// Streams that the peer resets ("rapid reset", CVE-2023-44487) or makes this side reset with broken frames (CVE-2025-8671). Every call
    /// that ends otherwise makes up for one. 10,000 at once, 1,000 a second. For servers.
    public var resets = FloodLimit(burst: 10_000, perSecond: 1_000)
    /// PING frames since HEADERS or DATA were last sent. 1,000 at once, 100 a second.
    public var pings = FloodLimit(burst: 1_000, perSecond: 100)
    /// SETTINGS frames. 100 at once, 10 a second.
    public var settings = FloodLimit(burst: 100, perSecond: 10)
    /// DATA frames that neither carry anything nor end a stream. 1,000 at once, 100 a second.
    public var emptyData = FloodLimit(burst: 1_000, perSecond: 100)
    /// WINDOW_UPDATE frames; every DATA frame that is sent explains four, every stream ten. 10,000 at once, 1,000 a second.
    public var windowUpdates = FloodLimit(burst: 10_000, perSecond: 1_000)
    /// PRIORITY, GOAWAY and frames of unknown types; every stream explains ten. 1,000 at once, 100 a second.
    public var otherFrames = FloodLimit(burst: 1_000, perSecond: 100)
    /// Acknowledgements of PING and SETTINGS that may wait for a peer that does not read.
    public var queuedAcknowledgements = 1_000

    /// The defaults.
    public init() {}
}

/// Measures what the peer of one connection does against the limits.
struct AbuseMeter {
    /// What the peer has done, as far as it is measured.
    enum Event {
        case reset
        case ping
        case settings
        case emptyData
        case windowUpdate
        case otherFrame
    }

    private var resets: FloodMeter
    private var pings: FloodMeter
    private var settings: FloodMeter
    private var emptyData: FloodMeter
    private var windowUpdates: FloodMeter
    private var otherFrames: FloodMeter

    init(_ limits: AbuseLimits, now: MonotonicTime) {
        resets = FloodMeter(limits.resets, now: now)
        pings = FloodMeter(limits.pings, now: now)
        settings = FloodMeter(limits.settings, now: now)
        emptyData = FloodMeter(limits.emptyData, now: now)
        windowUpdates = FloodMeter(limits.windowUpdates, now: now)
        otherFrames = FloodMeter(limits.otherFrames, now: now)
    }

    /// Counts an event.
    /// - Returns: what there was too much of, for GOAWAY's debug data; `nil` while there was not.
    mutating func count(_ event: Event, at now: MonotonicTime) -> String? {
        switch event {
        case .reset: resets.count(at: now) ? "too_many_resets" : nil
        case .ping: pings.count(at: now) ? "too_many_pings" : nil
        case .settings: settings.count(at: now) ? "too_many_settings" : nil
        case .emptyData: emptyData.count(at: now) ? "too_many_empty_data_frames" : nil
        case .windowUpdate: windowUpdates.count(at: now) ? "too_many_window_updates" : nil
        case .otherFrame: otherFrames.count(at: now) ? "too_many_control_frames" : nil
        }
    }

    /// A HEADERS or DATA frame was sent.
    mutating func didSendHeadersOrData() {
        pings.clear()
        windowUpdates.credit(4)
    }

    /// A stream was opened.
    mutating func didOpenStream() {
        windowUpdates.credit(10)
        otherFrames.credit(10)
    }

    /// A stream has ended without a reset.
    mutating func didFinishStream() {
        resets.credit(1)
    }
}
