extension Wording {
    /// The frames of a world's description in English.
    static let englishWorlds = """
        # world.short
        {World} is {essence} Here people learn to {act}, fear and await {event}, and sooner or later everyone meets {at}.
        # world.paragraphs
        {Geography} {Climate} Travellers usually see {place} first; those who stay learn to love {place2}, where the guidebooks end.
        {Society} {Culture} {Conflict} The quarrel runs through families and friendships, and every new generation picks it up with fresh arguments.
        Daily life has its own music: people {act}, trade {thing} for {food}, and repeat: "{saying}". Once in a while comes {event}, and then even sworn enemies meet {at2} and pretend that they came by chance. {Detail}
        # world.idea
        The oldest chronicle sums it all up in one line: “{idea}”.
        On the gate stand the words with which everything began: “{idea}”.
        Every school book here opens with the same sentence: “{idea}”.
        # world.stories
        A newcomer arrives {at} and needs to {act} to be accepted
        Two rivals have to share {thing} during {event}
        Someone disappears {at}, and only {thing} is found
        A forbidden friendship between {arole} and {arole2}
        An old promise is called in on the eve of {event}
        A child finds {thing} {at} and starts asking questions
        {Arole} is accused of what nobody else could have done
        The last person who can {act} looks for a pupil
        Somebody wants to close {place}, and unlikely allies gather
        A letter sent years ago arrives {at} at the worst moment
        # world.traditions
        On the eve of {event} everyone puts {food} on the doorstep for those who are late.
        Whoever comes of age spends a night {at} and brings back one true sentence.
        Nobody starts a journey without touching {thing}.
        Quarrels are settled {at}: the one who laughs first pays for {food}.
        # world.customs
        Newcomers are given {thing} and a week to decide what it is for.
        It is considered rude to {act} without saying "{saying}" first.
        {Food} is never eaten alone.
        The most respected trade is that of {arole}; the most envied, that of {arole2}.
        # world.significance
        Here people settle quarrels and begin new ones.
        Its origin is the oldest argument in the region.
        Whoever wants to be found waits here.
        Everyone has been happy here at least once.
        Officially closed, in fact the busiest spot of all.
        """
}
