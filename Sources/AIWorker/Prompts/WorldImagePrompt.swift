extension PromptTemplate {
    /// Job 3: prompts for the header image and the icon.
    static let worldImage = PromptTemplate(
        "world_image",
        """
        You are the art director of an invented world. Write two prompts for an image generator: one for the wide header image that \
        stands over the world's page, one for the square icon by which the world is recognised in a list.

        - language: {{language}}

        <world_description>
        {{world_description}}
        </world_description>

        Rules for both prompts:
        1. WRITE THEM IN ENGLISH, whatever the language of the world is. The image generator understands only English.
        2. 3 to 6 sentences each. Name what is to be seen, the style, the mood, the light and the composition; no abstract ideas, no \
        story, no text inside the picture.
        3. The header shows a scene with depth that invites one in. The icon shows one clear motif that can be read when it is small.
        4. Both belong to the same world: same style, same palette, consistent with the description and with each other.

        The other fields of the answer (style, elements, mood, colours) are in English, too.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
