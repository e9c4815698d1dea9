extension Wording {
    /// How posts open and close in each tone, in English.
    static let englishFrames = """
        # open.joyful
        Good news first.
        I cannot stop smiling today.
        Today was a gift.
        Write this day down somewhere.
        Small miracle report.
        Somebody ring a bell.
        I am writing this with both feet off the floor.
        It is one of those days.
        Hello from the sunny side.
        Grinning, and no help for it.
        # open.calm
        A slow day.
        Nothing urgent, just this.
        Breathing in, writing down.
        Quiet here.
        A note before I forget.
        Feet up, kettle on.
        Before I put out the lamp.
        A short one today.
        Good evening to the three who read this.
        One thing, and then to bed.
        # open.excited
        Listen, listen!
        You will not believe it.
        It is happening!
        Hold my coat.
        I have been waiting to tell you this.
        No time for commas.
        Sit down before you read this.
        I ran all the way home to tell it.
        Big news, small handwriting.
        My hands are shaking, the good way.
        # open.wistful
        Some days are longer inside than outside.
        Autumn thoughts, whatever the season.
        It is late, so let me be honest.
        I have been thinking.
        Old songs on my mind.
        One of those evenings.
        I found an old ticket in my pocket.
        For those who are awake as well.
        Some things only come back with the rain.
        It has been on my mind all week.
        # open.anxious
        I do not want to worry anyone, but.
        Writing quickly.
        Something has been bothering me.
        Tell me I am wrong.
        Cannot sleep.
        Is anyone there?
        I would rather be laughed at than silent.
        Please read to the end.
        My neighbour says it is nothing.
        The second lock is on.
        # open.ironic
        Today in my career as a genius.
        For those who still admire me.
        A public service announcement.
        Chronicles of dignity, continued.
        Experts hate this.
        Minutes of a defeat.
        Dear diary, and everyone else.
        Nobody asked, so here I am.
        Today in things I could have known.
        I would like to thank my reflexes.
        # open.proud
        Allow me one minute of vanity.
        I do not boast often, so.
        Years of work, one sentence.
        For the record.
        It finally came together.
        Mark this day.
        I have waited years to write this.
        Chin up, hat off.
        My mother will print this out.
        Modesty resumes tomorrow.
        # open.curious
        A riddle for you.
        Help me think.
        I collect oddities, here is one more.
        Question of the day.
        Has anyone else noticed this?
        Something for the clever ones.
        File this under strange.
        I have a theory, and it limps.
        Look closely now.
        Small mystery, large appetite.
        # open.tender
        This one is for somebody special.
        Softly, please.
        I rarely say such things.
        A warm little thing.
        Hold on to this one.
        I will only say it once.
        You know who you are.
        A small light for whoever needs it.
        I wrote this slowly.
        For later, when it is cold.
        # open.indignant
        Enough.
        I counted to ten. It did not help.
        Somebody has to say it.
        I am writing this standing up.
        No, really, who does that?
        I have kept quiet since Monday.
        Let it be noted.
        With all due respect, and it is little.
        My pen has a hole in it by now.
        Whom does one write to about this?
        # close.joyful
        Come by, there is enough for everyone.
        If you need me, I am dancing.
        Same time tomorrow?
        And now, {food}.
        {Friend} says hello, too.
        I would do it again, at once.
        # close.calm
        Take care of each other.
        The rest can wait until morning.
        As they say here, {saying}.
        That is all, and it is plenty.
        Good night {at}, wherever you are.
        I will leave the lamp on.
        # close.excited
        Tell everyone, or at least {friend}.
        Watch this space.
        I will not sleep tonight.
        Who is coming along?
        Hold me to it.
        More as soon as I have breath.
        # close.wistful
        As they say here, {saying}.
        Write to somebody tonight.
        I did not take a picture, so you have this.
        Perhaps it was so. Perhaps I only tell it well.
        The rest is between me and those who were {at}.
        If you were there, you know.
        # close.anxious
        Tell me I am wrong.
        If you hear something, write at once.
        I am staying with {friend} tonight.
        It is probably nothing.
        I will write again in the morning. Wait for it.
        Keep to the light {at}.
        # close.ironic
        Nobody is allowed to laugh, except {friend}.
        Do not tell my mother.
        I regret nothing and learn nothing.
        Applause may be left at the door.
        Ask {friend} if you do not believe me.
        My dignity sends its regards from {place}.
        # close.proud
        There, I have said it.
        Somewhere {friend} is shaking a wise head.
        Tomorrow I shall be modest again.
        It can be done. Pass it on.
        Now you.
        My old teacher would have said: "Hm."
        # close.curious
        Theories to me, please.
        What would you have done?
        I am going back tomorrow with a lamp.
        {Friend} has a theory, but it involves geese.
        Does anyone know more?
        I will let you know how it ends.
        # close.tender
        Keep this one safe.
        Say it while you can.
        {Friend}, I mean you, too.
        I shall be quiet now.
        That was all I wanted to say.
        Somebody needed to hear it, perhaps you.
        # close.indignant
        I have kept a copy.
        Signatures {at}, until sunset.
        {Friend} agrees, and {friend?he|she} never agrees.
        I am calm now. Almost.
        And I have not even started on the prices.
        Answers in writing, please.
        # cliffhangers
        To be continued.
        More tomorrow, if tomorrow agrees.
        I will tell you how it ends.
        I am not done with this.
        Wait for it.
        Sleep is out of the question.
        {Friend} says I should stop here. I will not.
        You will be the first to know.
        """
}
