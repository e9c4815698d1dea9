import Synchronization

/// The posts that are ready before their turn. They hold no permit while they wait.
///
/// A version counts the ends of posts. Whoever wants to park says which version the store was asked at; when a post has ended since, it
/// is told to look again, so that no end is missed. Versions are kept for groups of characters, so that their number stays small.
final class ParkingLot: Sendable {
    struct Parked: Sendable {
        let task: ClaimedTask
        let position: PostPosition
    }

    private struct State {
        var versions = [UInt64](repeating: 0, count: 64)
        var parked: [String: [Parked]] = [:]

        func group(of characterID: String) -> Int { Int(UInt(bitPattern: characterID.hashValue) % UInt(versions.count)) }
    }

    private let state = Mutex(State())

    /// The version at which a question to the store begins.
    func version(of characterID: String) -> UInt64 {
        state.withLock { $0.versions[$0.group(of: characterID)] }
    }

    /// Parks a task. False when a post may have ended since `version`: then it may be the task's turn.
    func park(_ parked: Parked, at version: UInt64) -> Bool {
        state.withLock { state in
            guard state.versions[state.group(of: parked.position.characterID)] == version else { return false }
            state.parked[parked.position.characterID, default: []].append(parked)
            return true
        }
    }

    /// Says that a post of the character has ended; returns the parked task with the lowest place, which may be next.
    ///
    /// The others need not look: whatever holds back the lowest holds them back, too.
    func postEnded(_ characterID: String) -> Parked? {
        state.withLock { state in
            state.versions[state.group(of: characterID)] += 1
            return Self.takeLowest(of: characterID, &state)
        }
    }

    /// The parked task with the lowest place of every character, for a look after posts may have ended elsewhere.
    func takeLowestOfEach() -> [Parked] {
        state.withLock { state in Array(state.parked.keys).compactMap { Self.takeLowest(of: $0, &state) } }
    }

    /// Everything that is parked.
    func takeAll() -> [ClaimedTask] {
        state.withLock { state in
            defer { state.parked = [:] }
            return state.parked.values.flatMap { $0.map(\.task) }
        }
    }

    private static func takeLowest(of characterID: String, _ state: inout State) -> Parked? {
        guard var parked = state.parked[characterID],
            let index = parked.indices.min(by: { parked[$0].position.index < parked[$1].position.index })
        else { return nil }
        let lowest = parked.remove(at: index)
        state.parked[characterID] = parked.isEmpty ? nil : parked
        return lowest
    }
}
