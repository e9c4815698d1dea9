extension PromptTemplate {
    /// Job 4, later batches: who exists already.
    static let previousCharacters = PromptTemplate(
        "previous_characters",
        """

        {{count}} of {{total_users_count}} characters exist already, invented in {{count_run}} earlier run(s).
        - count_run: {{count_run}}
        - count: {{count}}
        - total_users_count: {{total_users_count}}
        - current_batch_size: {{current_batch_size}}
        - future_users_count: {{future_users_count}}
        Invent {{current_batch_size}} more now; {{future_users_count}} follow later. The existing ones, one per line:
        <existing_characters>
        {{description}}
        </existing_characters>
        - summaries: {{summaries}}
        The summaries say of each run what its characters are together. Do not repeat any of them, neither in concept nor in role. \
        Complement them: fill gaps in society, answer a view with its opposite, connect a new character with an existing one where it \
        helps.
        """)
}
