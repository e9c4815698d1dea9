extension Wording {
    /// Characters and manners in English.
    static let englishPeople = """
        # traits
        curious
        stubborn
        gentle
        quick-witted
        secretive
        generous
        impatient
        loyal
        sarcastic
        dreamy
        precise
        reckless
        patient
        talkative
        proud
        shy
        resourceful
        superstitious
        cheerful
        melancholic
        competitive
        forgiving
        absent-minded
        brave
        suspicious
        playful
        ambitious
        sentimental
        calm
        rebellious
        # motives
        wants to be remembered for something that does not fit into a single lifetime
        is looking for the person who once saved them and left without a name
        tries to repay a debt that nobody else remembers
        hopes to prove a family legend, or at least to stop being ashamed of it
        wants to open a small school where mistakes are allowed
        is collecting the courage to leave, and reasons to stay
        would like to reconcile two people who refuse to be in one room
        wants to finish what their teacher left half done
        dreams of a quiet corner and keeps being needed everywhere
        searches for proof that the old stories happened here
        wants to be the first to see what others only describe
        is trying to keep a promise made at the age of nine
        wants to win once, honestly, in front of everyone
        hopes that somebody will finally ask the right question
        # quirks
        never starts a day without writing down one question
        keeps a drawer of things that other people threw away
        can tell who is coming by the sound of the steps
        talks to tools as if they were colleagues
        remembers every birthday and forgets every appointment
        hums the same four notes when something is about to go wrong
        always carries a spare pair of gloves for strangers
        refuses to sit with the back to a door
        draws small maps on napkins, receipts and sleeves
        gives nicknames to storms, queues and bad ideas
        laughs a second later than everybody else
        answers letters on the same day, however late it is
        reads the last page first and feels no shame
        counts stairs and gets a different number each time
        # secrets
        once signed a friend's discovery with their own name and has been paying for it in small kindnesses
        cannot do without help the very thing that everyone admires them for
        writes the anonymous column that the whole town argues about
        knows where the missing archive is and moves it every spring
        is afraid of {place} and takes long detours to hide it
        promised two people the same thing, and the day is coming closer
        receives letters from somebody who should not be able to write any more
        failed the entrance exam three times under different names
        found {thing} that should not exist and keeps it under the floor
        was never officially admitted to the profession
        is the real author of a song that everyone thinks is ancient
        has a twin whom nobody here has ever met
        let the wrong person take the blame years ago
        is saving money to disappear for exactly one year
        has never read the book that made them famous for quoting it
        visits {place} every week under another name
        keeps {thing} that was reported stolen, and means to return it
        cannot swim, whistle or lie, and pretends to all three
        lost the one letter that should never have been opened
        learnt the trade from a book with half the pages missing
        pays the rent of somebody who must never find out
        is terrified of {event} and organises it every year
        once won by cheating, and has refused every prize since
        understands the language everyone thinks is a secret
        # styles
        short sentences, dry humour, one unexpected comparison per post
        long, winding sentences that always arrive somewhere warm
        questions first, answers later, sometimes never
        speaks as if writing a report, then spoils it with a joke
        plain words, concrete details, no exclamation marks
        lively and loud, with nicknames for everyone
        soft and attentive, notices sounds and smells before people
        quotes old sayings and immediately argues with them
        tells everything as a small story with a moral that does not fit
        confident, slightly old-fashioned, polite even when angry
        # relations
        friend ~ They share a bench, a thermos and a long-running argument about who was right.
        rival ~ Both want the same recognition and would never admit how much they learn from each other.
        mentor ~ Taught them the first rule of the trade and how to break it politely.
        student ~ Asks inconvenient questions; the answers have already changed both of them.
        old flame ~ They parted kindly and still know each other's timetable by heart.
        debtor ~ A favour was never returned, and neither of them mentions it.
        neighbour ~ Separated by a thin wall, united by everything that can be heard through it.
        accomplice ~ There is one night that they both describe in exactly the same words.
        colleague ~ Work side by side and finish each other's sentences, mostly wrongly.
        confidant ~ The only one who knows about the letters.
        cousin ~ Twice removed, and twice returned by the next post.
        creditor ~ Something was lent for a week, some years ago; its health is asked after.
        dance partner ~ Neither leads, and so far nobody has been hurt.
        pen friend ~ Live one street apart and write anyway.
        chess opponent ~ One unfinished game, six years old; the board may not be dusted.
        fellow traveller ~ They got on the wrong coach together and have never regretted it.
        former classmate ~ They copied from each other, both of them with mistakes.
        business partner ~ Each owns half of a shop; which half has never been settled.
        fellow godparent ~ A child of nine decides what the two of them do on Sundays.
        lifesaver ~ One of them pulled the other from under a cart; who pulled whom is disputed.
        # moments
        Before dawn ~ walks a round {at} while it is still empty
        In the morning ~ works as {arole} and has {food} on the go
        Around noon ~ tries to {act}, with mixed success
        In the afternoon ~ helps whoever asks first, usually {at2}
        Towards evening ~ meets friends {at} and argues about {event}
        At night ~ puts {thing} in its place and writes three honest lines into a notebook
        # origins
        {First} was born in a house {at2}, the youngest of five, and learned early that the quietest voice hears the most.
        {First} grew up {at} among people who could {act} before they could read.
        Nobody knows exactly where {first} comes from: one spring there was simply one more child {at}.
        {First} comes from an old family that lost everything except {thing} and its good manners.
        {First} arrived here at sixteen with one suitcase, two addresses and no intention to stay.
        {First}'s parents kept a small shop {at2}, and half the town learned to haggle with a six-year-old.
        # turns
        Everything changed on the day of {event}: a mistake that looked unforgivable turned out to be a calling.
        The turning point was a bet: to {act} in a single night. The bet was lost, the habit stayed.
        Then came the year when the doors were locked {at}, and somebody had to keep the doors open for those who had nowhere to go.
        At twenty a stranger left {thing} on the doorstep with a note of three words; the search for its sender has not ended.
        A quarrel with a teacher led to three years on the road, and to a way of working that nobody here had seen.
        After an illness {first} had to learn to {act} from the beginning and found that the beginning was wrong.
        # todays
        Today {first} is known as {arole}, trusted more than officials and paid rather worse.
        Now {first} works as {arole} and is the person people look for when nothing else has helped.
        These days everybody has a story about {first}, and at least half of them are true.
        As {arole}, {first} stands exactly between those who decide and those who live with the decisions.
        # bios
        {Role}. {Trait}, mostly awake. {Tagline}
        {Role} by day, {quirkrole} by night. {Tagline}
        Officially {role}. Unofficially the one who {quirk}.
        {Role}. I can {act}; everything else I am still learning. {Tagline}
        Find me {at}. {Role}, {trait} since birth. {Tagline}
        {Tagline} Also: {role}.
        Yes, that {first} from {place}. {Role}. {Tagline}
        {Role}. Weakness: {interest}. {Tagline}
        # quirkroles
        unpaid philosopher
        collector of lost keys
        failed poet
        listener at other people's windows
        teller of half-true stories
        cook of last resort
        champion of losing gracefully
        dreamer with a schedule
        champion of second helpings
        guardian of somebody else's cat
        inventor of bad excuses
        reader of the last page
        mayor of a single bench
        singer in empty rooms
        tamer of wild umbrellas
        expert in being late
        # taglines
        Ask me about {thing}.
        Opinions are mine, mistakes are shared.
        Looking for the other half of {thing}.
        I reply slowly and honestly.
        "{Saying}."
        Still thinking about {event}.
        Will trade stories for {food}.
        Best seen {at}, worst seen before breakfast.
        Please do not ask about last winter.
        One day I will {act}. You will hear about it.
        Here for {event}, stayed for the people.
        Born lucky, trained otherwise.
        Half of what I say is true, the other half is better.
        Will {act} for {food}.
        Owner of {thing}. Do not ask how.
        Collects {interest}, loses umbrellas.
        In two minds, both of them busy.
        Usually {at}, usually right.
        A friend of {friend}. It explains a lot.
        Left-handed in all matters.
        I take notes.
        Here until {event}, then we shall see.
        Slow mornings, long stories.
        Known {at} for asking twice.
        # interpretations
        The characters show {world} from its foundations up to its roofs: those who keep it running, those who question it and those who simply live in it.
        Each of them carries one of the world's contradictions: between order and wonder, between the old rules and a new curiosity.
        Through their trades and quarrels one sees how {world} really works, far from official speeches.
        # sharedstories
        {A} and {b} search {at} for {thing} that vanished during {event}; each suspects the other of having hidden it. ~ The Lost Trail ~ mystery
        After {event}, {a} owes {b} an explanation, and {place} is too small to avoid each other. ~ The Debt ~ drama
        {A} bets {b} that it is impossible to {act}. Half of {world} is watching. ~ The Bet ~ comedy
        {A} finds an old letter addressed to {b} {at} and reads it one line too far. ~ The Letter ~ romance
        # concept
        {Name}, {arole}. {Trait} and {trait2}, {first} {motive}. {First} {quirk}.
        {Name}, {arole} usually found {at}. Known as {trait}, at times {trait2}; {first} {quirk} and {motive}.
        {Name}, {arole} with a past that {first} avoids. {Trait}, {trait2} and hard to forget: {first} {motive}. Friends know that {first} {quirk}.
        # conceptshort
        {Name}, {arole} who {quirk}.
        # personality
        {Trait}, {trait2} and, when it matters, {trait3}. {First} {quirk}, {motive}, and takes criticism badly for exactly one night. Among friends {first} is warmer than expected; among strangers, quieter than remembered.
        At first sight {trait}, at second sight {trait2}. {First} {motive} and hides it behind work. {First} {quirk}; whoever notices this has already become a friend. Under pressure {first} turns {trait3}.
        {First} is {trait} in company and {trait2} alone. Principles: few, but load-bearing. {First} {quirk} and {motive}. Anger comes slowly and leaves at once.
        # appearance
        Human, {age} years old, {build}, with {hair} hair, {eyes} eyes and {skin} skin. Most people remember {mark}. Usually wears {aclothes}. {Expression}, {pose}.
        # avatar
        Portrait of a person with {hair} hair, {eyes} eyes and {skin} skin; {mark}; {expression}, {pose}; wearing {aclothes}.
        # momentframe
        {When}, {first} {what}.
        # summary
        {Name}: {role}, {trait}
        # summaryframe
        So far {world} is inhabited by: {list}. They know each other through {place} and {event}; what is missing are people who see these things differently.
        # quirknotes
        Today's question: what do doors do at night?
        In my drawer since this morning: half a kite.
        Somebody in felt soles is on the stairs, and in love.
        The hammer is in a mood today, I let it be.
        It is somebody's birthday, so I have cake and no idea where I should be.
        I have hummed those four notes twice already, so beware.
        I gave the spare gloves away today, both left.
        My back is to the wall and my eye on the door, so I can write.
        This note starts on a napkin, next to a small map of the table.
        The queue today is called Aunt Agatha, and it does not move.
        I have only just got the joke from breakfast.
        Everything answered, it is past midnight, and one letter was mine.
        I have read the end of this day already, it is fine.
        Seventy-one steps today, yesterday seventy; somebody is building.
        """
}
