extension Wording {
    /// Trades that every world needs, what is told of them (`post ~ note`), and interests (`type ~ tone ~ post ~ note`), in English.
    static let englishTrades = """
        # roles
        night baker
        letter carrier
        retired duellist
        street musician
        doctor of minor ailments
        smuggler of books
        secretary of the mayor
        clockmaker
        innkeeper
        private detective
        translator of silences
        justice of small quarrels
        matchmaker
        night guard
        inventor without patents
        herbalist
        puppet master
        keeper of lost property
        rooftop gardener
        teacher of beginners
        # rolevariants
        {role} in training
        former {role}
        {role} of the old school
        second-best {role}
        # work
        The town sleeps on its left side, and I know it by the smell of rye. First customer at four: a policeman and his better mood. ~ My day ends when the street smells of crust.
        One envelope had no address, only "to the one who waters the geraniums". I found her on the third try. She already had the kettle on. ~ My bag is light today and my feet know why.
        A young man demanded satisfaction at dawn. I offered breakfast. We are both satisfied. ~ My rapier opens letters now, and bottles.
        Played until a window opened, then another, then somebody joined in with a spoon. Earned one coin and a second voice. ~ My strings are out of tune with the weather.
        Cured two hiccups, one Monday and a broken habit. For the last one I have no name, but she left whistling. ~ My waiting room is full of people who feel better already.
        Carried a forbidden almanac under my hat. The guard asked for the ending. I told him: nobody knows, it's next year. ~ I weigh eight kilos less without my coat.
        The mayor dictated a decree, I wrote a better one, we signed the second. Nobody has noticed for eleven years. ~ My inkwell outranks half the council.
        Opened a watch and found a grain of sand that had been beating time all these years. I put it back. It goes perfectly. ~ I am never late, only precisely elsewhere.
        Room nine has paid with a story again. I have hung it over the bar; two guests have extended their stay to hear the end. ~ There is always one more bed than the law allows.
        Followed a husband for three nights. He buys flowers, sits on a bench and goes home with them. The wife has hired me to tell him that she knows. ~ My collar is up, my tea is cold.
        Long silence between two brothers, very dense, northern dialect. In translation: "You first." I charged nothing; it was only two words. ~ Pauses are extra after eight.
        Ruled in the matter of the borrowed ladder. Each gets half the rungs on alternate days. They left laughing, against me. ~ My hammer is rubber, my word is not.
        Introduced two people who were both late. They have not parted since, and are now late together. ~ I see couples even among teapots.
        Rounds at two: one cat, one open window, one lady who cannot sleep and knows all stars. I stayed for Orion. ~ I yawn professionally, with a lantern.
        It was to be a lamp, it became a friend, it does not give any light. I have not had the heart to correct it. ~ There is smoke, but it is the good kind.
        Picked thyme before the dew had made up its mind. For the cough: sage. For the heart: come by on Thursday, we shall talk. ~ My pockets rustle and sneeze.
        The king refused to go on today and hung his head. It was only the string, but the children shouted until he believed again. ~ I have wood glue in my hair and tears in row one.
        Returned: one umbrella, one glass eye, one good mood (left on line four, unclaimed since May). ~ Everything finds me, sooner or later.
        Bees on the tenth floor, mint in the gutters, and a neighbour who says he hates it all and waters it when I am away. ~ I stand with one foot in the sky and one in compost.
        The oldest pupil is eighty and writes the letter A as if opening a tent. We all moved in. ~ I start again every morning, for company.
        # interests
        old maps
        night walks
        restoring broken things
        local legends
        board games with invented rules
        collecting handwritten recipes
        watching people arrive
        amateur theatre
        letters of strangers
        weather diaries
        puzzles without solutions
        dancing badly
        fermentation experiments
        street music
        forgotten words
        stargazing
        # workposts
        work ~ proud ~ {Role}: from my working day ~ What the work was today and what it felt like.
        work ~ calm ~ Notes of {arole} ~ A day at work in a few lines.
        work ~ ironic ~ {Role}, an ordinary day ~ A working day that was not so ordinary.
        work ~ curious ~ What happens to {arole} ~ One case from the work.
        # interesttopic
        My old weakness: {interest}
        # interestbrief
        A few lines about {interest} and what came of it.
        # interestposts
        hobby ~ curious ~ On the oldest map I own, this street is a river, and my bed is a ford. I have started to take my shoes off at the door. ~ There is a coastline drying on my kitchen table.
        hobby ~ calm ~ Walked until the windows went out, <all but one|all but three>. Behind the last one somebody was ironing a flag, very slowly, and humming. ~ I walked half the night and my thoughts kept up.
        hobby ~ proud ~ Finished the chair. It has one leg from a table and one from a bed, and it stands as if it had always meant to. ~ There is glue on my sleeve, and something stands again.
        hobby ~ curious ~ Collected the eleventh version of the drowned bell. In this one the bell is a person, and nobody saved it because it only said "dong". ~ Somebody's grandmother has just told me a better ending.
        hobby ~ ironic ~ We played until two. The rule of the evening: whoever is winning must apologise. It has never been so close, nor so polite. ~ I still owe three turns and a biscuit.
        hobby ~ tender ~ A new one for the box: soup, in pencil, and on the back, "he likes it less salty now". I shall cook it exactly so. ~ I found a grocery list that reads like a poem.
        hobby ~ wistful ~ Two hours among arrivals. The best ones do not look around; they walk straight into somebody's coat. ~ I have seen nine hugs before breakfast.
        hobby ~ ironic ~ I play the second servant. My line is "The carriage, sir." Last night I put everything into it, and there was no carriage. Ovation. ~ I say my one line to the mirror, in nine tempers.
        hobby ~ tender ~ Bought a bundle of letters at the market. They end in the middle of a quarrel, and now I lie awake, making them up. ~ I am in the year of somebody else's first kiss.
        hobby ~ calm ~ Wrote up the day: wind light, clouds undecided, a rainbow that lasted as long as it takes to call someone. I called someone. ~ Cloud cover: four parts of eight, and one goat.
        hobby ~ curious ~ Sat over the one with the three doors again. I am now certain that the puzzle is fine and that it is the question which is broken. ~ One piece is left over, and it fits everywhere.
        hobby ~ joyful ~ There was music, there was floor. I did that thing with the elbows. A circle formed, out of caution. ~ My knees apologise for last night, I do not.
        hobby ~ excited ~ The jar with the label "do not" has opened itself. The kitchen smells of pears and courage. I had two spoonfuls. ~ Something in the cupboard has begun to sing.
        hobby ~ joyful ~ Followed a clarinet through four streets. It stopped at a corner, and I said "please", and it went on, just for that. ~ I have had the same eight bars on my lips since dawn.
        hobby ~ wistful ~ Learnt the word for light that falls on a table nobody has laid yet. I have used it three times today, and each time somebody sat down. ~ I am trying to bring back an old word for "enough".
        hobby ~ calm ~ Lay on the roof till the cold won. Counted <nine|eleven|fourteen> that fell and wished for the same thing every time, to be on the safe side. ~ My neck hurts from last night, and it was worth it.
        """
}
