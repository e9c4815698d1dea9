/// The time of day in which a post plays; its words stand in the section `daytimes` in this order.
enum DayTime: Int, Sendable, CaseIterable {
    case earlyMorning
    case morning
    case noon
    case afternoon
    case evening
    case night

    /// The time that a text names first; `nil` when it names none.
    init?(namedIn text: String) {
        for word in Keywords.words(of: text, limit: 80) {
            if let time = Self.stems.first(where: { stem, _ in word.hasPrefix(stem) })?.time {
                self = time
                return
            }
        }
        return nil
    }

    /// The words for the time in a language.
    func words(in wording: Wording) -> String { wording["daytimes"][safe: rawValue] }

    /// The longer stems first where one begins another.
    private static let stems: [(stem: String, time: DayTime)] = [
        ("dawn", .earlyMorning), ("sunrise", .earlyMorning), ("early", .earlyMorning), ("breakfast", .morning), ("morning", .morning),
        ("noon", .noon), ("midday", .noon), ("lunch", .noon), ("afternoon", .afternoon), ("evening", .evening), ("dusk", .evening),
        ("tonight", .evening), ("sunset", .evening), ("supper", .evening), ("midnight", .night), ("night", .night), ("moonlight", .night),
        ("рассвет", .earlyMorning), ("рано", .earlyMorning), ("завтрак", .morning), ("утр", .morning), ("полдень", .noon),
        ("полудн", .noon), ("обед", .noon), ("днём", .afternoon), ("вечер", .evening), ("сумер", .evening), ("закат", .evening),
        ("ужин", .evening), ("полноч", .night), ("ночь", .night), ("ночи", .night), ("ночной", .night), ("ночное", .night),
    ]

    /// The English words for the light in a picture of this time.
    var light: String {
        switch self {
        case .earlyMorning: "First light of dawn, long soft shadows."
        case .morning: "Soft morning light with long shadows."
        case .noon: "Clear midday light, crisp colours."
        case .afternoon: "Golden hour, warm rim light."
        case .evening: "Violet dusk with glowing windows."
        case .night: "Cool moonlight and small warm lamps."
        }
    }

    /// The words for the light when it rains.
    static let rain = "Diffuse light after rain, wet reflections."

    /// Whether a text speaks of rain.
    static func isRainy(_ text: String) -> Bool {
        Keywords.words(of: text, limit: 80).contains { $0.hasPrefix("rain") && $0 != "rainbow" || $0.hasPrefix("дожд") }
    }
}
