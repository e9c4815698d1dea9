import CCurl
import EventLoops

/// libcurl's multi interface driven by an event loop: the loop watches the sockets that libcurl names and runs its timer.
///
/// `@unchecked Sendable`: all state, and the C handles, are touched on the loop's thread only. libcurl's callbacks get the engine
/// unretained; they run within calls of the engine, and `close` ends the multi handle.
final class TransferEngine: @unchecked Sendable {
    let loop: EventLoop
    private let authorities: CertificateAuthorities
    private var multi: UnsafeMutableRawPointer?
    private var watched: Set<Int32> = []
    private var timer: LoopTimer?
    private var active: [ObjectIdentifier: Transfer] = [:]
    /// Easy handles to use again: setting one up from nothing costs more than a small request.
    private var spare: [UnsafeMutableRawPointer] = []

    /// libcurl's process-wide state; it is thread-safe from 7.84 on.
    private static let isInitialized = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(loop: EventLoop, maximumConnections: Int, authorities: CertificateAuthorities) throws(HTTPClientError) {
        self.loop = loop
        self.authorities = authorities
        guard Self.isInitialized, let multi = curl_multi_init() else { throw .transport("libcurl cannot be initialised") }
        self.multi = multi
        ccurl_multi_prepare(
            multi, Unmanaged.passUnretained(self).toOpaque(),
            { _, descriptor, what, context, _ in
                if let context { Unmanaged<TransferEngine>.fromOpaque(context).takeUnretainedValue().watch(descriptor, what) }
                return 0
            },
            { _, milliseconds, context in
                if let context { Unmanaged<TransferEngine>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds) }
                return 0
            }, maximumConnections)
    }

    // MARK: Transfers, on the loop

    func start(_ transfer: Transfer) {
        guard !transfer.hasEnded else { return }
        guard let multi else { return transfer.finish(.failure(.closed)) }
        guard let easy = spare.popLast() ?? curl_easy_init() else {
            return transfer.finish(.failure(.transport("libcurl has no memory for a transfer")))
        }
        do throws(HTTPClientError) {
            try transfer.prepare(easy, authorities: authorities)
        } catch {
            recycle(easy)
            return transfer.finish(.failure(error))
        }
        active[ObjectIdentifier(transfer)] = transfer
        let status = curl_multi_add_handle(multi, easy)
        if status != CURLM_OK { end(transfer, .failure(.transport(String(cString: curl_multi_strerror(status))))) }
    }

    func cancel(_ transfer: Transfer) {
        end(transfer, .failure(.cancelled))
    }

    func close() {
        guard let multi else { return }
        for transfer in Array(active.values) { end(transfer, .failure(.closed)) }
        for easy in spare { curl_easy_cleanup(easy) }
        spare = []
        curl_multi_cleanup(multi)
        self.multi = nil
        timer?.cancel()
        for descriptor in watched { loop.unwatch(descriptor) }
        watched = []
    }

    private func end(_ transfer: Transfer, _ result: Result<Void, HTTPClientError>) {
        guard active.removeValue(forKey: ObjectIdentifier(transfer)) != nil, let easy = transfer.easy else {
            return transfer.finish(result)
        }
        transfer.collectResponse()
        if let multi { curl_multi_remove_handle(multi, easy) }
        transfer.finish(result)
        recycle(easy)
    }

    private func recycle(_ easy: UnsafeMutableRawPointer) {
        guard spare.count < 64 else { return curl_easy_cleanup(easy) }
        curl_easy_reset(easy)
        spare.append(easy)
    }

    // MARK: Events, on the loop

    private func act(_ descriptor: Int32, _ events: Int32) {
        guard let multi else { return }
        var running: Int32 = 0
        curl_multi_socket_action(multi, descriptor, events, &running)
        var code = CURLE_OK
        while let easy = ccurl_next_ended(multi, &code) {
            guard let context = ccurl_context(easy) else { continue }
            // The transfer is in `active`, hence alive.
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            end(transfer, transfer.result(of: code))
        }
    }

    private func watch(_ descriptor: Int32, _ what: Int32) {
        guard what != CURL_POLL_REMOVE else {
            watched.remove(descriptor)
            return loop.unwatch(descriptor)
        }
        var interest: IOInterest = []
        if what & CURL_POLL_IN != 0 { interest.insert(.readable) }
        if what & CURL_POLL_OUT != 0 { interest.insert(.writable) }
        do {
            if watched.insert(descriptor).inserted {
                try loop.watch(descriptor, for: interest) { [unowned self] readiness in
                    var events: Int32 = 0
                    if readiness.intersects(.readable) { events |= CURL_CSELECT_IN }
                    if readiness.intersects(.writable) { events |= CURL_CSELECT_OUT }
                    if readiness.intersects([.error, .hangup]) { events |= CURL_CSELECT_ERR }
                    act(descriptor, events)
                }
            } else {
                try loop.update(descriptor, for: interest)
            }
        } catch {
            // Without events the transfer ends by its own timeout.
            watched.remove(descriptor)
        }
    }

    private func setTimer(_ milliseconds: Int) {
        timer?.cancel()
        timer = nil
        guard milliseconds >= 0 else { return }
        // libcurl must not be called from within its callback, so even a timeout of 0 waits for the loop.
        timer = loop.schedule(after: .milliseconds(milliseconds)) { [weak self] in
            self?.timer = nil
            self?.act(CURL_SOCKET_TIMEOUT, 0)
        }
    }
}
