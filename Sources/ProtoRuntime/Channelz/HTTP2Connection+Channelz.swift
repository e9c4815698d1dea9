import CNghttp2
import EventLoops
import Glibc

extension HTTP2Connection {
    /// All that channelz tells of a connection. Reads its open streams: to be called on its loop.
    /// - Parameters:
    ///   - reference: its name.
    ///   - isSummary: whether to leave out what the system has to be asked for.
    func channelzSocket(_ reference: ChannelzAPI.SocketRef, isSummary: Bool) -> ChannelzAPI.Socket {
        var socket = ChannelzAPI.Socket(ref: reference, data: channelzData, remoteName: tlsPeer?.certificate?.subject ?? "")
        socket.local = Sockets.address { getsockname(descriptor, $0, $1) }.map { ChannelzAPI.Address($0.1) }
        socket.remote = Sockets.address { getpeername(descriptor, $0, $1) }.map { ChannelzAPI.Address($0.1) }
        socket.security = tlsPeer.map { peer in
            ChannelzAPI.Security(
                model: .tls(.init(cipherSuite: .standardName(peer.cipherSuite), remoteCertificate: peer.certificate?.der ?? [])))
        }
        if !isSummary, let info = ChannelzAPI.SocketOptionTcpInfo(of: descriptor) {
            socket.data?.option.append(ChannelzAPI.SocketOption(name: "TCP_INFO", additional: .init(packing: info)))
        }
        return socket
    }

    private var channelzData: ChannelzAPI.SocketData {
        let clock = ClockReading.now()
        let lastStream = traffic.lastStreamStarted.map(clock.timestamp)
        var (sent, received) = (traffic.messagesSent, traffic.messagesReceived)
        var next = firstStream
        while let stream = next {
            sent += stream.messagesSent
            received += stream.messagesReceived
            next = stream.next
        }
        var data = ChannelzAPI.SocketData(
            streamsStarted: Int64(traffic.streamsStarted), streamsSucceeded: Int64(traffic.streamsSucceeded),
            streamsFailed: Int64(traffic.streamsFailed), messagesSent: Int64(sent), messagesReceived: Int64(received),
            keepAlivesSent: Int64(traffic.keepAlivesSent),
            lastLocalStreamCreatedTimestamp: role == .client ? lastStream : nil,
            lastRemoteStreamCreatedTimestamp: role == .server ? lastStream : nil,
            lastMessageSentTimestamp: traffic.lastMessageSent.map(clock.timestamp),
            lastMessageReceivedTimestamp: traffic.lastMessageReceived.map(clock.timestamp),
            receivedGoawayError: traffic.receivedGoAway.map { ProtobufAPI.UInt32Value(value: $0) },
            peerMaxConcurrentStreams: peerLimits.concurrentStreams)
        if let session {
            data.localFlowControlWindow = .init(value: Int64(nghttp2_session_get_remote_window_size(session)))
            data.remoteFlowControlWindow = .init(value: Int64(nghttp2_session_get_local_window_size(session)))
        }
        return data
    }
}

extension ChannelzAPI.Address {
    init(_ address: Sockets.Address) {
        if let ip = address.ip, let port = address.port {
            self.init(address: .tcpipAddress(.init(ipAddress: ip, port: Int32(port))))
        } else {
            let text = address.description
            self.init(address: .udsAddress(.init(filename: text.hasPrefix("unix:") ? String(text.dropFirst(5)) : text)))
        }
    }
}

extension ChannelzAPI.SocketOptionTcpInfo {
    /// What the system knows of a TCP connection; `nil` for a socket of another kind.
    init?(of descriptor: Int32) {
        var info = tcp_info()
        var size = socklen_t(MemoryLayout<tcp_info>.size)
        guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0 else { return nil }
        self.init(
            tcpiState: UInt32(info.tcpi_state), tcpiCaState: UInt32(info.tcpi_ca_state), tcpiRetransmits: UInt32(info.tcpi_retransmits),
            tcpiProbes: UInt32(info.tcpi_probes), tcpiBackoff: UInt32(info.tcpi_backoff), tcpiOptions: UInt32(info.tcpi_options),
            tcpiSndWscale: UInt32(info.tcpi_snd_wscale), tcpiRcvWscale: UInt32(info.tcpi_rcv_wscale), tcpiRto: info.tcpi_rto,
            tcpiAto: info.tcpi_ato, tcpiSndMss: info.tcpi_snd_mss, tcpiRcvMss: info.tcpi_rcv_mss, tcpiUnacked: info.tcpi_unacked,
            tcpiSacked: info.tcpi_sacked, tcpiLost: info.tcpi_lost, tcpiRetrans: info.tcpi_retrans, tcpiFackets: info.tcpi_fackets,
            tcpiLastDataSent: info.tcpi_last_data_sent, tcpiLastAckSent: info.tcpi_last_ack_sent,
            tcpiLastDataRecv: info.tcpi_last_data_recv, tcpiLastAckRecv: info.tcpi_last_ack_recv, tcpiPmtu: info.tcpi_pmtu,
            tcpiRcvSsthresh: info.tcpi_rcv_ssthresh, tcpiRtt: info.tcpi_rtt, tcpiRttvar: info.tcpi_rttvar,
            tcpiSndSsthresh: info.tcpi_snd_ssthresh, tcpiSndCwnd: info.tcpi_snd_cwnd, tcpiAdvmss: info.tcpi_advmss,
            tcpiReordering: info.tcpi_reordering)
    }
}
