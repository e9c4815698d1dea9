extension ClientTransport {
    /// Has channelz tell of the channel, until it is closed.
    func list() {
        guard let channelz else { return }
        channelz.registry.set(\.channels, channelz.id) { [self] in await loop.answer { self.channelzMessage } }
    }

    func unlist() {
        if let channelz { channelz.registry.set(\.channels, channelz.id, nil) }
    }

    private var channelzMessage: ChannelzAPI.Channel? {
        guard let channelz else { return nil }
        let subchannels = subchannels.values.compactMap(\.channelz?.subchannelReference).sorted { $0.subchannelID < $1.subchannelID }
        return ChannelzAPI.Channel(ref: channelz.channelReference, data: channelz.data(counts), subchannelRef: subchannels)
    }
}
