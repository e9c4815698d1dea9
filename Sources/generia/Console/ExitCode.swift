/// How the program ends; scripts depend on these numbers.
enum ExitCode: Int32, Sendable, CaseIterable {
    case fine = 0
    case failed = 1
    case usage = 2
    case cannotConnect = 11
    case refused = 12
    case notFound = 13
    case environment = 14
    case other = 20

    /// The code's word in JSON errors.
    var kind: String {
        switch self {
        case .fine: "fine"
        case .failed: "failed"
        case .usage: "usage"
        case .cannotConnect: "cannot_connect"
        case .refused: "refused"
        case .notFound: "not_found"
        case .environment: "environment"
        case .other: "other"
        }
    }

    /// What help says about it.
    var meaning: String {
        switch self {
        case .fine: "fine"
        case .failed: "what was asked for failed: a generation did not complete"
        case .usage: "the command line is wrong"
        case .cannotConnect: "no suite can be reached"
        case .refused: "the server refused the request"
        case .notFound: "not found"
        case .environment: "the machine: a port is taken, a file or directory cannot be used, the results cannot be written"
        case .other: "any other failure"
        }
    }
}
