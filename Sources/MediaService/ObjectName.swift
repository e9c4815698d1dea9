import GeneriaAPI

/// The names of uploaded objects (platform contract, 2.3).
enum ObjectName {
    /// The name of a new object. The ids stand in it as the caller spelled them.
    /// - Parameters:
    ///   - mediaID: the media's id as 32 hexadecimal digits.
    ///   - fileName: the caller's name of the file; only its extension is used.
    static func make(type: MediaAPI.MediaType, worldID: String, characterID: String, mediaID: String, fileName: String) -> String {
        let file = mediaID + pathExtension(of: fileName)
        return switch type {
        case .worldHeader, .worldIcon: "\(worldID)/world_data/\(file)"
        case .characterAvatar: "\(worldID)/\(characterID)/avatars/\(file)"
        case .postImage: "\(worldID)/\(characterID)/posts/\(file)"
        case .unknown, .unrecognized: "\(characterID)/\(file)"
        }
    }

    /// The part of a file name from its last full stop on, which is looked for after the last slash only; empty when there is none.
    static func pathExtension(of fileName: String) -> Substring {
        let bytes = fileName.utf8
        let lastPart = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
        guard let stop = bytes[lastPart...].lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return fileName[stop...]
    }
}
