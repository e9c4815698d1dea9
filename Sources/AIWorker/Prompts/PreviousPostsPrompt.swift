extension PromptTemplate {
    /// Job 7, later batches: what the character has written already.
    static let previousPosts = PromptTemplate(
        "previous_posts",
        """

        {{count}} of {{total_posts_count}} posts exist already, invented in {{count_run}} earlier run(s).
        - count_run: {{count_run}}
        - generated_posts_count: {{count}}
        - total_posts_count: {{total_posts_count}}
        - current_batch_size: {{current_batch_size}}
        - future_posts_count: {{future_posts_count}}
        - narrative_arc: {{narrative_arc}}
        - character_development: {{character_development}}
        - recurring_themes: {{recurring_themes}}
        - posting_schedule: {{posting_schedule}}
        Invent {{current_batch_size}} more now; {{future_posts_count}} follow later. The existing ones, one per line, oldest first:
        <existing_posts>
        {{description}}
        </existing_posts>
        Continue the sequence: the new posts come after these, also by their schedule, and know of them. narrative_arc and \
        character_development say how far the character has come; go on from there and let the themes come back in new shapes. Repeat \
        neither topic nor idea.
        """)
}
