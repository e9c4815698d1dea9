/// The English words for colours that a prompt may use.
enum ColourWords {
    /// The colour that a word in small letters means.
    static subscript(word: String) -> RGB? { table[word].map { RGB($0) } }

    private static let table: [String: UInt32] = [
        "black": 0x23202a, "white": 0xf2efe8, "grey": 0x8a8d96, "gray": 0x8a8d96, "silver": 0xc3c7d0, "ivory": 0xf3ead3,
        "pearl": 0xece6e0, "cream": 0xf4e6c4, "sand": 0xe0c490, "beige": 0xd9c5a0, "red": 0xc8383c, "crimson": 0xb3243c,
        "scarlet": 0xd23a2a, "burgundy": 0x7a1f38, "rose": 0xd9748c, "pink": 0xe58aa8, "magenta": 0xc0398f, "coral": 0xf0796a,
        "orange": 0xe8853a, "amber": 0xdc9a34, "copper": 0xb86a3c, "bronze": 0xa87644, "rust": 0xa5502e, "gold": 0xe2b544,
        "golden": 0xe2b544, "yellow": 0xecc94b, "mustard": 0xcfa33a, "brass": 0xc9a24e, "lemon": 0xf0dc5a, "green": 0x4f9a54,
        "emerald": 0x2f9a6a, "lime": 0x9ac83c, "olive": 0x858a3e, "mint": 0x9ad8b8, "jade": 0x4aa386, "moss": 0x6b7f3e,
        "teal": 0x2a8c8c, "turquoise": 0x3ab8b0, "cyan": 0x35c4d8, "aqua": 0x58c8c8, "blue": 0x3a6fc4, "azure": 0x4a9ae0,
        "navy": 0x24345e, "indigo": 0x3c3a86, "midnight": 0x1c2148, "cobalt": 0x2f55b8, "sky-blue": 0x86c0e8, "violet": 0x7a4fb8,
        "purple": 0x6f3f9a, "lavender": 0xb09ad8, "lilac": 0xc0a0d8, "plum": 0x6a3a66, "brown": 0x7a4f33, "chestnut": 0x74402a,
        "auburn": 0x8a3f2a, "hazel": 0x8c6a3c, "chocolate": 0x54321f, "tan": 0xc79a6c, "raven": 0x221f2c, "ginger": 0xc9622c,
        "ash-blond": 0xc2ab86, "blond": 0xdcb868, "blonde": 0xdcb868, "blue-tinted": 0x2f3f68, "neon": 0x30e8d0,
    ]

    /// The shade of skin that a word means.
    static func skin(_ word: String) -> RGB? { skins[word].map { RGB($0) } }

    private static let skins: [String: UInt32] = [
        "pale": 0xf5d9c8, "freckled": 0xf3d2b8, "fair": 0xf2cdb0, "light": 0xeec8a4, "white": 0xf4d6c2, "olive": 0xd2a679,
        "tan": 0xcf9a6a, "tanned": 0xcf9a6a, "golden": 0xc68e5a, "bronze": 0xae7448, "brown": 0x92603c, "deep": 0x6b4227,
        "dark": 0x57361f, "black": 0x4a2f1e, "ebony": 0x422a1c,
    ]
}
