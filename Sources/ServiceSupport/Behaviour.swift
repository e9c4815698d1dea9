/// How the services stand to the originals where these are defective. What differs is listed in `docs/differences.md`.
public enum Behaviour: String, Sendable, Hashable, CaseIterable {
    /// As the platform contract says, with the defects improved that it marks so, and all others reproduced.
    case standard
    /// The defects that the contract marks "improve" are reproduced too, as far as they do not end the process.
    case strict
    /// What the platform lacks is added, in ways that only who asks for it sees: tags, image variants, precise status codes.
    case extended

    /// Whether improved defects are reproduced.
    public var isStrict: Bool { self == .strict }

    /// Whether there is more than on the platform.
    public var isExtended: Bool { self == .extended }
}
