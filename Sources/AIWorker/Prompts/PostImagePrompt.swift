extension PromptTemplate {
    /// Job 9: the prompt for the image of a post.
    static let postImage = PromptTemplate(
        "post_image",
        """
        Turn the idea for a post's picture into the prompt with which an image generator draws it.

        - language: {{language}}
        - image_prompt: {{image_prompt}}
        - image_style: {{image_style}}
        - post_content: {{post_content}}
        - context: {{context}}
        - mood: {{mood}}
        - location: {{location}}
        - time_of_day: {{time_of_day}}
        - mentions: {{mentions}}
        - character_name: {{character_name}}
        - appearance: {{appearance}}
        - avatar_description: {{avatar_description}}
        - avatar_style: {{avatar_style}}

        <world_description>
        {{world_description}}
        </world_description>

        1. WRITE IT IN ENGLISH, whatever the language of the post is. The image generator understands only English.
        2. Keep the idea. Add composition, light and angle; remove what contradicts itself; leave one clear focus.
        3. It matches the post, what happened before it (context), its mood and the look of the world; place and light are those of \
        location and time_of_day. Whom mentions names may be seen, too, in the second place. When the character is in it, the appearance stays exactly as above.
        4. 100 to 250 words. No text in the picture.

        Answer with one JSON object of this structure and nothing else:
        <structure_description>
        {{structure_description}}
        </structure_description>
        """)
}
