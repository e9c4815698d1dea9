extension PromptTemplate {
    /// Job 4, first of several batches: what is still to come.
    static let firstBatchCharacters = PromptTemplate(
        "first_batch_characters",
        """

        This is run 1 of several. The world will have {{total_users_count}} characters.
        - total_users_count: {{total_users_count}}
        - current_batch_size: {{current_batch_size}}
        - future_users_count: {{future_users_count}}
        Invent the first {{current_batch_size}} of them now; {{future_users_count}} more follow in later runs. Make them unique, make \
        them complement each other, and leave room for those who come later.
        """)
}
