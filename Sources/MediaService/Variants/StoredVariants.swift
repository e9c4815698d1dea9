import GeneriaAPI
import Persistence

/// What a media's record says about the smaller copies of its picture.
struct StoredVariants: Sendable, Hashable {
    /// One copy.
    struct Variant: Sendable, Hashable {
        let objectName: String
        let contentType: String
        /// Pixels.
        let width: Int
        let height: Int
    }

    enum Field {
        static let source = "variants_of"
        static let width = "width"
        static let height = "height"
        static let variants = "variants"
        static let objectName = "object_name"
        static let contentType = "content_type"
    }

    /// The version of the original that they were made of.
    let source: String
    /// The size of the original in pixels as it is shown; 0 when it is no picture that can be scaled.
    let width: Int
    let height: Int
    var variants: [ImageVariant: Variant]

    /// Whether these are all that one gets of a version of the original: the wanted copies, or none when it cannot be scaled.
    func settle(_ wanted: [ImageVariant], of version: String) -> Bool {
        source == version && (width == 0 || wanted.allSatisfy { variants[$0] != nil })
    }
}

extension StoredVariants {
    /// Reads them from a media's record; `nil` when none were made yet.
    init?(_ record: Document) {
        guard let source = record[Field.source]?.string else { return nil }
        self.source = source
        width = record[Field.width]?.int ?? 0
        height = record[Field.height]?.int ?? 0
        variants = [:]
        for (name, value) in record[Field.variants]?.document ?? [:] {
            guard let variant = ImageVariant(rawValue: name), let fields = value.document, let objectName = fields[Field.objectName]?.string
            else { continue }
            variants[variant] = Variant(
                objectName: objectName, contentType: fields[Field.contentType]?.string ?? "", width: fields[Field.width]?.int ?? 0,
                height: fields[Field.height]?.int ?? 0)
        }
    }

    /// The change that puts them in the place of all copies of another version.
    var replacement: Update {
        let fields = ImageVariant.allCases.compactMap { variant in
            variants[variant].map { (variant.rawValue, DocumentValue.document(Self.fields(of: $0))) }
        }
        return Update(set: [
            Field.source: .string(source), Field.width: .int64(Int64(width)), Field.height: .int64(Int64(height)),
            Field.variants: .document(Document(fields)),
        ])
    }

    /// The change that adds them to the copies of the same version.
    var addition: Update {
        let sizes: [Update.Operation] = [.set(Field.width, .int64(Int64(width))), .set(Field.height, .int64(Int64(height)))]
        let copies = variants.map { name, variant in
            Update.Operation.set("\(Field.variants).\(name.rawValue)", .document(Self.fields(of: variant)))
        }
        return Update(sizes + copies)
    }

    private static func fields(of variant: Variant) -> Document {
        [
            Field.objectName: .string(variant.objectName), Field.contentType: .string(variant.contentType),
            Field.width: .int64(Int64(variant.width)), Field.height: .int64(Int64(variant.height)),
        ]
    }
}
