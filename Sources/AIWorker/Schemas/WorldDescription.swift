/// The description of a world: the answer of job 2 and the content of `world_parameters` (generation flow 3.2).
struct WorldDescription: StructuredOutput {
    var name: String
    var userPreferences: UserPreferences
    var descriptionShort: String
    var description: String
    var theme: String
    var technologyLevel: String
    var socialStructure: String
    var culture: String
    var geography: String
    var visualStyle: String
    var history: String
    var commonActivities: [String]
    var typicalStories: [String]
    var notableLocations: [NotableLocation]
    var additionalDetails: AdditionalDetails

    enum CodingKeys: String, CodingKey {
        case name, description, theme, culture, geography, history
        case userPreferences = "user_preferences"
        case descriptionShort = "description_short"
        case technologyLevel = "technology_level"
        case socialStructure = "social_structure"
        case visualStyle = "visual_style"
        case commonActivities = "common_activities"
        case typicalStories = "typical_stories"
        case notableLocations = "notable_locations"
        case additionalDetails = "additional_details"
    }

    static let schema = ObjectSchema(
        "WorldDescription",
        [
            .string(CodingKeys.name, "Name of the world (unique, easy to remember, says what the world is about)"),
            .object(CodingKeys.userPreferences, UserPreferences.self, "Wishes found in the user's text"),
            .string(CodingKeys.descriptionShort, "Short description (2 to 3 sentences)"),
            .string(CodingKeys.description, "Detailed description (2 to 30 paragraphs with much that can be seen)"),
            .string(CodingKeys.theme, "Main theme"),
            .string(CodingKeys.technologyLevel, "State of technology"),
            .string(CodingKeys.socialStructure, "How society is organised"),
            .string(CodingKeys.culture, "Culture, values and customs"),
            .string(CodingKeys.geography, "Geography and places"),
            .string(CodingKeys.visualStyle, "Visual style (palette, light, manner of drawing)"),
            .string(CodingKeys.history, "History and the events that shaped the present"),
            .strings(CodingKeys.commonActivities, "What people do from day to day (5 to 20 entries or more)"),
            .strings(CodingKeys.typicalStories, "Stories that happen here again and again (5 to 20 entries or more)"),
            .optionalObjects(CodingKeys.notableLocations, NotableLocation.self, "Places worth a picture (3 to 10 entries or more)"),
            .object(CodingKeys.additionalDetails, AdditionalDetails.self, "Further details of the world"),
        ])

    /// The platform's column for the name of a world takes so many characters (platform contract, table `worlds`).
    private static let longestName = 100

    var violation: String? {
        let length = name.unicodeScalars.count
        if length > Self.longestName { return "name must have at most \(Self.longestName) characters, got \(length)" }
        return firstBlank(["name": name, "description": description, "description_short": descriptionShort, "theme": theme])
    }
}

extension WorldDescription {
    /// How many paragraphs a description has (generation flow, R-001-57).
    private static let paragraphs = 2...30

    var shortcoming: String? {
        let count = description.split(whereSeparator: \.isNewline).count { !$0.allSatisfy(\.isWhitespace) }
        if Self.paragraphs.contains(count) { return nil }
        return "description must have \(Self.paragraphs.lowerBound) to \(Self.paragraphs.upperBound) paragraphs, got \(count)"
    }

    /// What the user asked for besides the world itself.
    struct UserPreferences: SchemaDescribed {
        var language: String
        var otherPreferences: [String]

        enum CodingKeys: String, CodingKey {
            case language
            case otherPreferences = "other_preferences"
        }

        static let schema = ObjectSchema(
            "UserPreferences",
            [
                .string(CodingKeys.language, "Language in which everything about this world is written"),
                .optionalStrings(CodingKeys.otherPreferences, "Wishes that fit in no other field"),
            ])
    }

    /// A place of the world.
    struct NotableLocation: SchemaDescribed {
        var name: String
        var description: String
        var significance: String
        var visualStyle: String

        enum CodingKeys: String, CodingKey {
            case name, description, significance
            case visualStyle = "visual_style"
        }

        static let schema = ObjectSchema(
            "NotableLocation",
            [
                .string(CodingKeys.name, "Name of the place"),
                .string(CodingKeys.description, "What is there"),
                .optionalString(CodingKeys.significance, "Why it matters"),
                .optionalString(CodingKeys.visualStyle, "How it looks"),
            ])
    }

    /// Details that no other field holds.
    struct AdditionalDetails: SchemaDescribed {
        var climate: String
        var resources: String
        var conflicts: String
        var traditions: String
        var technology: String
        var magicSystem: String
        var timePeriod: String
        var language: String
        var customDetails: [String]

        enum CodingKeys: String, CodingKey {
            case climate, resources, conflicts, traditions, technology, language
            case magicSystem = "magic_system"
            case timePeriod = "time_period"
            case customDetails = "custom_details"
        }

        static let schema = ObjectSchema(
            "AdditionalDetails",
            [
                .string(CodingKeys.climate, "Climate"),
                .string(CodingKeys.resources, "Resources and who has them"),
                .string(CodingKeys.conflicts, "Conflicts inside the world"),
                .string(CodingKeys.traditions, "Traditions and feasts"),
                .string(CodingKeys.technology, "How technology is used"),
                .string(CodingKeys.magicSystem, "Magic and its rules (if there is any)"),
                .string(CodingKeys.timePeriod, "Period"),
                .string(CodingKeys.language, "How the inhabitants speak and communicate"),
                .optionalStrings(CodingKeys.customDetails, "Anything else worth knowing (no limit)"),
            ])
    }
}
