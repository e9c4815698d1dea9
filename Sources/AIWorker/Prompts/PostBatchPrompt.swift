extension PromptTemplate {
    /// Job 7: concepts of the next posts of one character.
    static let postBatch = PromptTemplate(
        "post_batch",
        """
        You plan the posts of one inhabitant of an invented world in its social network.

        - language: {{language}}
        - posts_count: {{posts_count}}
        - character_name: {{character_name}}
        - character_description: {{character_description}}
        - interests: {{interests}}
        - speaking_style: {{speaking_style}}
        - common_topics: {{common_topics}}
        - appearance: {{appearance}}
        - daily_routine: {{daily_routine}}
        - secret: {{secret}}
        - relationships: {{relationships}}
        - character_connections: {{character_connections}}
        - common_stories: {{common_stories}}
        - avatar_description: {{avatar_description}}
        - avatar_style: {{avatar_style}}

        <world_description>
        {{world_description}}
        </world_description>
        {{previous_posts_info}}

        Invent exactly {{posts_count}} posts, neither more nor fewer.
        1. Some of them form a story in which the character is revealed step by step; the others stand alone, as people post: a moment \
        of the day, a complaint, a question, a joke, a find, a small victory.
        2. They fit the culture of the world and could be written by nobody else. Many other characters post as well, so prefer the \
        particular to the general, and let a few be unusual.
        3. Vary topic, kind and emotional tone.
        4. The secret, the routine and the rest of the profile are background: use them where they help, never as a list.
        5. The people and stories of relationships, character_connections and common_stories live here, too: some posts are about \
        them, by name.
        6. narrative_arc, character_development and recurring_themes are what whoever writes the posts is told about all of them. \
        posting_schedule has one entry for each post, in their order: a day and a time of day that suit it.
        7. Write every text in the language named above as `language`.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
