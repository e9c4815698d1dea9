extension PromptTemplate {
    /// Job 5: the full character.
    static let characterDetail = PromptTemplate(
        "character_detail",
        """
        You write the full profile of one inhabitant of an invented world, from a concept.

        - language: {{language}}
        - role_in_world: {{role_in_world}}
        - personality_traits: {{personality_traits}}
        - interests: {{interests}}
        - character_concept: {{character_concept}}
        - character_connections: {{character_connections}}
        - common_stories: {{common_stories}}
        - world_interpretation: {{world_interpretation}}

        <world_description>
        {{world_description}}
        </world_description>

        1. Keep to the concept and to the world; add what a life needs: origin, turning points, motives, fears, people.
        2. username is a nickname that nobody else would pick; display_name is a name that is plausible in this world: the one in the \
        concept, when it has one, for others know the character by it. character_connections and common_stories hold good: they come \
        back in relationships and in the life story. world_interpretation says what all characters show together.
        3. appearance is complete: kind of being, age, build, face, hair, clothing, marks, what they carry. It is used for every \
        picture of the character.
        4. avatar_description holds only what a portrait shows: face, expression, pose. It never contradicts the appearance and adds \
        nothing to it. Appearance and avatar share one style, named in avatar_style.
        5. One trait stays in memory. One secret is known to nobody.
        6. bio is what the character would write in a profile (up to 200 characters). speaking_style and common_topics are precise \
        enough to imitate. daily_routine tells an ordinary day.
        7. background_story, personality, appearance and daily_routine have 2 to 10 paragraphs together, with much that can be seen.
        8. Write every text in the language named above as `language`.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
