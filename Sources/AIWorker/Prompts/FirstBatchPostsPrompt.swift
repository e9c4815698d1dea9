extension PromptTemplate {
    /// Job 7, first of several batches: what is still to come.
    static let firstBatchPosts = PromptTemplate(
        "first_batch_posts",
        """

        This is run 1 of several. The character will write {{total_posts_count}} posts.
        - total_posts_count: {{total_posts_count}}
        - current_batch_size: {{current_batch_size}}
        - future_posts_count: {{future_posts_count}}
        Invent the first {{current_batch_size}} now; {{future_posts_count}} more follow later. They form a sequence that makes sense in \
        this order; leave room for what comes later.
        """)
}
