extension PromptTemplate {
    /// Job 4: concepts of the next characters.
    static let characterBatch = PromptTemplate(
        "character_batch",
        """
        You cast the inhabitants of an invented world who will write in its social network.

        - language: {{language}}
        - users_count: {{users_count}}
        - posts_count: {{posts_count}}

        <world_description>
        {{world_description}}
        </world_description>
        {{previous_characters_info}}

        Invent exactly {{users_count}} characters, neither more nor fewer.
        1. Each is unique. Together they cover different groups of society, professions, ages, beliefs and views; not everybody is a \
        hero, and some disagree with each other.
        2. Each has depth: a motive, something at stake, an inner conflict, a habit that one remembers.
        3. Some of them know each other: relatives, rivals, colleagues, former friends; some share a story or an event. Say so in \
        character_connections and common_stories_and_events, by the names and identifiers that the characters have here.
        4. Together they will write exactly {{posts_count}} posts. Give each a posts_count of at least 1; those who matter more or love \
        to talk get more, and the sum is exactly {{posts_count}}.
        5. A concept has 2 to 4 sentences, begins with the character's name and is concrete enough that somebody else can write the \
        full character from it.
        6. Write every text in the language named above as `language`.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
