/// Answers the calls of channelz from a registry.
struct ChannelzAnswers: ChannelzAPI.Channelz {
    /// How many entries a list has at most.
    static let pageSize: Int64 = 100

    let registry: ChannelzRegistry

    /// The part of a list that was asked for, and whether it is the last one.
    private func page(_ ids: [Int64], _ maximum: Int64) throws(RPCError) -> (ids: ArraySlice<Int64>, isEnd: Bool) {
        guard maximum >= 0 else {
            throw RPCError(.invalidArgument, "max_results is \(maximum) (accepted: 0 and above; 0 stands for \(Self.pageSize))")
        }
        let count = Int(maximum == 0 ? Self.pageSize : min(maximum, Self.pageSize))
        return (ids.prefix(count), ids.count <= count)
    }

    private func unknown(_ kind: String, _ id: Int64) -> RPCError { RPCError(.notFound, "there is no \(kind) with the id \(id)") }

    func getTopChannels(
        _ request: ChannelzAPI.GetTopChannelsRequest, context: ServerContext
    ) async throws -> ChannelzAPI.GetTopChannelsResponse {
        let (ids, isEnd) = try page(registry.read { $0.channels.ids(from: request.startChannelID) }, request.maxResults)
        var response = ChannelzAPI.GetTopChannelsResponse(end: isEnd)
        for id in ids {
            if let channel = await registry.read({ $0.channels[id] })?() { response.channel.append(channel) }
        }
        return response
    }

    func getServers(_ request: ChannelzAPI.GetServersRequest, context: ServerContext) async throws -> ChannelzAPI.GetServersResponse {
        let (ids, isEnd) = try page(registry.read { $0.servers.ids(from: request.startServerID) }, request.maxResults)
        var response = ChannelzAPI.GetServersResponse(end: isEnd)
        for id in ids {
            if let server = await registry.read({ $0.servers[id] })?() { response.server.append(server) }
        }
        return response
    }

    func getServer(_ request: ChannelzAPI.GetServerRequest, context: ServerContext) async throws -> ChannelzAPI.GetServerResponse {
        guard let server = await registry.read({ $0.servers[request.serverID] })?() else { throw unknown("server", request.serverID) }
        return ChannelzAPI.GetServerResponse(server: server)
    }

    func getServerSockets(
        _ request: ChannelzAPI.GetServerSocketsRequest, context: ServerContext
    ) async throws -> ChannelzAPI.GetServerSocketsResponse {
        let sockets = registry.read { content -> [ChannelzAPI.SocketRef]? in
            guard content.servers[request.serverID] != nil else { return nil }
            return content.sockets.filter { $0.value.server == request.serverID && $0.key >= request.startSocketID }
                .map { ChannelzAPI.SocketRef(socketID: $0.key, name: $0.value.name) }
        }
        guard let sockets else { throw unknown("server", request.serverID) }
        let names = Dictionary(uniqueKeysWithValues: sockets.map { ($0.socketID, $0) })
        let (ids, isEnd) = try page(names.keys.sorted(), request.maxResults)
        return ChannelzAPI.GetServerSocketsResponse(socketRef: ids.compactMap { names[$0] }, end: isEnd)
    }

    func getChannel(_ request: ChannelzAPI.GetChannelRequest, context: ServerContext) async throws -> ChannelzAPI.GetChannelResponse {
        guard let channel = await registry.read({ $0.channels[request.channelID] })?() else { throw unknown("channel", request.channelID) }
        return ChannelzAPI.GetChannelResponse(channel: channel)
    }

    func getSubchannel(
        _ request: ChannelzAPI.GetSubchannelRequest, context: ServerContext
    ) async throws -> ChannelzAPI.GetSubchannelResponse {
        guard let subchannel = await registry.read({ $0.subchannels[request.subchannelID] })?() else {
            throw unknown("subchannel", request.subchannelID)
        }
        return ChannelzAPI.GetSubchannelResponse(subchannel: subchannel)
    }

    func getSocket(_ request: ChannelzAPI.GetSocketRequest, context: ServerContext) async throws -> ChannelzAPI.GetSocketResponse {
        guard let entry = registry.read({ $0.sockets[request.socketID] }), let socket = await entry.read(request.summary) else {
            throw unknown("socket", request.socketID)
        }
        return ChannelzAPI.GetSocketResponse(socket: socket)
    }
}
