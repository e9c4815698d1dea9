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

    /// The name of a copy beside its original.
    static func variant(_ variant: String, of original: String) -> String {
        let ending = pathExtension(of: original)
        return "\(original[..<ending.startIndex])_\(variant)\(ending)"
    }

    /// The name under which the platform looks for a copy.
    /// - Parameters:
    ///   - characterID: the media's character in canonical form; empty when there is none.
    ///   - mediaID: the media's id in canonical form.
    static func candidate(_ variant: String, characterID: String, mediaID: String, fileName: String) -> String {
        "\(characterID)/\(mediaID)_\(variant)\(pathExtension(of: fileName))"
    }

    /// The part of a file name from its last full stop on, which is looked for after the last slash only; empty when there is none.
    static func pathExtension(of fileName: String) -> Substring {
        let bytes = fileName.utf8
        let lastPart = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
        guard let stop = bytes[lastPart...].lastIndex(of: UInt8(ascii: ".")) else {
            return fileName[fileName.endIndex...]
        }
        return fileName[stop...]
    }
}
