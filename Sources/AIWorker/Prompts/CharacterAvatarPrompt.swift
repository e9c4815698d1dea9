extension PromptTemplate {
    /// Job 6: the prompt for the portrait.
    static let characterAvatar = PromptTemplate(
        "character_avatar",
        """
        Write the prompt with which an image generator draws the portrait of a character.

        - character_name: {{character_name}}
        - avatar_description: {{avatar_description}}
        - avatar_style: {{avatar_style}}
        - appearance_description: {{appearance_description}}
        - language: {{language}}

        <world_description>
        {{world_description}}
        </world_description>

        1. WRITE IT IN ENGLISH, whatever the language of the world is. The image generator understands only English.
        2. 3 to 6 sentences. Start from avatar_description; make it agree with the appearance, with the style of the avatar and with \
        the look of the world.
        3. Name the expression, the pose, the light, the background and the technical terms of the style. One person, head and \
        shoulders, no text in the picture.
        4. The prompt only, without explanations.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
