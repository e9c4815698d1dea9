extension PromptTemplate {
    /// Job 8: the full post.
    static let postDetail = PromptTemplate(
        "post_detail",
        """
        Write one post in the voice of an inhabitant of an invented world.

        - language: {{language}}
        - post_topic: {{post_topic}}
        - post_brief: {{post_brief}}
        - emotional_tone: {{emotional_tone}}
        - post_type: {{post_type}}
        - relevance_to_character: {{relevance_to_character}}
        - character_name: {{character_name}}
        - character_description: {{character_description}}
        - speaking_style: {{speaking_style}}
        - appearance: {{appearance}}
        - daily_routine: {{daily_routine}}
        - avatar_description: {{avatar_description}}
        - avatar_style: {{avatar_style}}
        - narrative_arc: {{narrative_arc}}
        - character_development: {{character_development}}
        - recurring_themes: {{recurring_themes}}
        - posting_time: {{posting_time}}
        - relationships: {{relationships}}
        - character_connections: {{character_connections}}

        <world_description>
        {{world_description}}
        </world_description>

        1. It sounds like this character and nobody else: choice of words, rhythm, humour, what is left unsaid.
        2. It belongs to this world: customs, places, things and worries of its people; a detail of place or time makes it true.
        3. It is one step of narrative_arc and of character_development and does not tell all of them; it is written at posting_time. \
        Other characters in it are those of relationships and character_connections, called by their names there; mentions lists \
        them. location and time_of_day are where and when it plays, in the text as in the image.
        4. There is always an image. image_prompt says in detail what it shows; when the character is in it, use the appearance above. \
        image_style keeps to the style of the avatar, so that all pictures of the character belong together.
        5. hashtags are those that people of this world would use.
        6. Write every text in the language named above as `language`.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
