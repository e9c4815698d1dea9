import Environments
import JSONModel

/// What the administration endpoint says about the suite as a whole.
struct Overview: Sendable {
    let startedAt: Timestamp
    let seed: UInt64
    let listeners: [Listener]

    var json: JSONValue {
        let endpoints = listeners.compactMap { listener in listener.component.endpointName.map { ($0, JSONValue.string(listener.address)) }
        }
        return [
            "name": "generia", "status": "ready", "started_at": .string(startedAt.iso8601), "seed": .string(String(seed)),
            "endpoints": .object(JSONObject(endpoints)),
        ]
    }
}
