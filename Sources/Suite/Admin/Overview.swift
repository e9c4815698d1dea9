import Environments
import JSONModel

/// What the administration endpoint says about the suite as a whole.
struct Overview: Sendable {
    let startedAt: Timestamp
    let seed: UInt64
    let listeners: [Listener]
    let readiness: Readiness

    var json: JSONValue {
        let endpoints = listeners.compactMap { listener in listener.component.endpointName.map { ($0, JSONValue.string(listener.address)) }
        }
        let obstacles = readiness.obstacles
        return [
            "name": "generia", "status": obstacles.isEmpty ? "ready" : "waiting", "started_at": .string(startedAt.iso8601),
            "seed": .string(String(seed)),
            "waiting_for": .array(obstacles.map { .string($0) }), "endpoints": .object(JSONObject(endpoints)),
        ]
    }
}
