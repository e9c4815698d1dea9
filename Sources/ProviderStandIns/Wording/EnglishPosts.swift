extension Wording {
    /// Standalone posts in English: `type ~ tone ~ topic ~ brief ~ text`, and what belongs to posts.
    static let englishPosts = """
        # posts
        personal ~ calm ~ An early walk to {place} ~ A quiet morning {at}, before anyone else is up, and one small discovery. ~ <Was up before everyone|Woke before the bells|Could not sleep> and went out {at}. Not a soul, only the light changing its mind every minute. Found {thing} that somebody had left behind and spent <half an hour|the whole walk> inventing its owner.
        question ~ curious ~ Who left {thing} {at}? ~ A question to everyone about an object found in an odd spot. ~ Serious question. Who left {thing} {at}, and why is it <polished|still warm|tied with a ribbon>? <Three people|Two neighbours and a child> swear it was not there yesterday. Theories welcome, even bad ones.
        news ~ excited ~ They are preparing {event} again ~ News about a coming event and personal plans for it. ~ It is official: {event} is coming, and this time {place} will be the centre of it all. I have already <promised too much|signed up for two shifts|packed my bag>. If you see me running, do not stop me.
        humour ~ ironic ~ How I tried to {act} ~ A funny failure told without mercy for oneself. ~ The plan: {act}, elegantly, in front of witnesses. The result: <a bruise, an apology and applause|one broken chair and two new friends|a story that will outlive me>. Science advances by such evenings.
        reflection ~ wistful ~ What {thing} reminds me of ~ Thoughts about an ordinary object and the person behind it. ~ Cleaning up, I came across {thing}. Funny how a whole year fits into something you can hold in one hand. {Friend} says I should let it go. I put it <back on the shelf|under the lamp|next to the window>.
        review ~ joyful ~ Tasting {food} {at} ~ An honest review of a favourite treat and of the people next to it. ~ An honest review. {Food}, served {at}: warm, generous, slightly dangerous. <Five stars for the taste, one for the queue|Would queue again|I came for one portion and stayed for three>. The cook winked, so now I have to go back.
        advice ~ proud ~ Three rules before you {act} ~ Practical advice from experience, with an unexpected last rule. ~ People ask, so here it is. Before you {act}: first, <sleep|eat|breathe>. Second, tell someone where you are going. Third, forget everything you read about it. I learned the third rule {at}, and it cost me a hat.
        memory ~ tender ~ The person who taught me to {act} ~ A memory of a first teacher and one gesture that stayed. ~ Years ago somebody took my hand and showed me how to {act}. No speeches, only patience. Today I did the same for <a neighbour's child|a stranger|someone half my age>, and for a moment I heard that old voice again.
        photo ~ calm ~ The light over {place} tonight ~ One picture, few words: evening light at a familiar place. ~ No story today, only this: {place} at the hour when <shadows get longer than streets|the last lamps wake up|everyone lowers their voice>. Stood there until my tea was cold. Worth it.
        complaint ~ indignant ~ Who decided to close {place}? ~ An angry note about a decision made without asking anybody. ~ I am trying to stay polite. Closing {place} right before {event}, without <a word|a sign|asking anyone>! There are people who have nowhere else to go. I wrote a letter. A long one. With numbered points.
        challenge ~ excited ~ One week to {act} ~ A public promise to master something in seven days. ~ I said it aloud, so now there is no way back: one week to {act}. Day one: {thing} is in pieces, <my confidence too|the neighbours are worried|the manual is upside down>. Bets are accepted, but only against me.
        gratitude ~ tender ~ To the stranger {at} ~ Thanks to an unknown person for a small kindness. ~ To the stranger {at} who shared {food} with me today and asked nothing: thank you. You could not know what sort of day it was. I will pass it on, <probably tomorrow|to the first sad face|with interest>.
        rumour ~ anxious ~ What they whisper about {event} ~ Rumours before an event and attempts to stay reasonable. ~ They say {event} will be different this time. They also say it every year. But tonight it was <too quiet|too calm by half|locked from the inside> {at}, and I counted my steps home twice.
        work ~ proud ~ A day with {thing} ~ A working day described through one stubborn tool or object. ~ Nine hours with {thing}. We argued, we made peace, we argued again. In the end it did exactly what I asked, <an hour late|with a sigh|and looked offended>. This is why I love being {arole}.
        discovery ~ curious ~ A door {at} that I never noticed ~ Something new in a place known since childhood. ~ I have passed {place} a thousand times. Today there was a door. Small, <green|painted over|without a handle>, with a line scratched into the wood: "{saying}". I knocked. Somebody knocked back.
        personal ~ ironic ~ Cleaning day and {thing} ~ Housework as an archaeological expedition. ~ Cleaned my room today. Found {thing}, <four unpaired gloves|a bill from another century|a letter I never sent> and the reason why I do not clean my room. Everything is back where it was. The balance is restored.
        question ~ calm ~ What would you take to {place}? ~ A question about the one thing people would not leave behind. ~ A small survey. You are going to {place} and may take one thing only. {Friend} says: {thing}. I say: <a pencil|a warm scarf|somebody who can cook>. What about you? No wrong answers, only suspicious ones.
        story ~ curious ~ The legend of {thing} ~ A local legend retold with doubts and delight. ~ They tell it like this: once {thing} was lost {at}, and whoever finds it will understand <the language of doors|why people leave|every joke ever told>. My grandmother believed it. I do not. I only look a little, on the way home.
        meeting ~ joyful ~ An evening with {friend} {at} ~ A meeting with a friend and a talk that went on too long. ~ {Friend} and I met {at} "for five minutes". That was <four hours|two pots of tea|one sunset> ago. Topics covered: love, money, {event} and whether {thing} can have feelings. Conclusions: none. Recommended.
        announcement ~ excited ~ Looking for volunteers for {event} ~ A call for help with plain conditions and small rewards. ~ I need <five|seven|three> brave people to help with {event}. Pay: none. Glory: local. Food: {food}, as much as you can carry. Meet me {at}; bring gloves and a sense of humour.
        reflection ~ calm ~ Silence {at} ~ A note on silence and what can be heard in it. ~ Sat {at} for an hour and did nothing. It is harder than it sounds. Around minute forty the thoughts line up and come in one by one, <like guests who wiped their feet|politely|and the last one was worth the wait>.
        humour ~ joyful ~ {Thing} against me, round two ~ A running joke about a thing that wins every time. ~ Score so far: {thing} two, me zero. Today it waited until <I was in a hurry|guests arrived|I said it was finally fixed>. {Friend} laughed so hard that we both had to sit down. I demand a rematch.
        dream ~ wistful ~ I dreamt of {place} again ~ A recurring dream of a place and a feeling left by it. ~ The same dream: {place}, empty, and {thing} lying where it should not be. I always wake up <one step before the answer|with cold hands|exactly at four>. If anyone knows a good reader of dreams, I pay in {food}.
        craft ~ calm ~ Repairing {thing} by hand ~ Slow manual work and the pleasure of it. ~ Took {thing} apart completely. Washed, dried, oiled, apologised. There is a moment when <the last piece clicks|your hands know more than you do|time stops being in a hurry>, and I think I live for that moment.
        news ~ curious ~ A stranger has moved in near {place} ~ Observations about a new neighbour who does everything differently. ~ Somebody new lives near {place}. Lights on at three, <boxes without labels|singing in the stairwell|a very polite dog>. Asked me today how to {act}, as if it was the most normal thing. I like them already.
        farewell ~ wistful ~ The last day of {thing} ~ A farewell to something old that served well. ~ Today I said goodbye to {thing}. It served me longer than some friendships. We buried it <with honours|under the old stairs|in a box with a ribbon>, and {friend} even made a speech. I may have cried. Deny everything.
        celebration ~ joyful ~ {Event}: how it was ~ Impressions after a feast, in a list. ~ {Event}, in numbers: <three|five|six> hours on my feet, two songs that will not leave my head, one lost shoe, countless hugs. I have never seen so much light {at}. Same again next year?
        worry ~ anxious ~ Something is wrong {at} ~ A worried note about small signs that do not add up. ~ Maybe I am imagining it. But {at} <the birds are gone|the floor hums|everything casts two shadows>, and {thing} has moved since yesterday. {Friend} says: nerves. Fine. Then these are very well-organised nerves.
        lesson ~ proud ~ What I learned while trying to {act} ~ A lesson drawn from long practice, told without pride, or nearly. ~ After <a hundred|forty|too many> attempts to {act}, I know this: it is never about strength. It is about the half second in which you do not give up. Today I caught that half second {at}.
        letter ~ tender ~ A letter I found {at} ~ Lines from an unknown letter, and the wish to answer it. ~ Found a letter {at}, no name, no date. Only: "I waited, and it was beautiful anyway." <I read it four times|I copied it|I left it where it was>. Whoever you are, somebody knows now.
        morning ~ joyful ~ {Food} and a good omen ~ A breakfast, a sign of luck, and plans for the day. ~ The day began with {food}, and <the steam made a ring|the cup did not break when I dropped it|a stranger said good morning first>. I call this an omen. Plans: {act}, be kind, not be late. Two out of three would be a record.
        dispute ~ indignant ~ My quarrel with {friend} over {thing} ~ An argument over a trifle behind which something larger hides. ~ {Friend} claims that {thing} is <just decoration|dangerous|older than the town>. I claim that {friend?he|she} has not read the inscription. We shouted so politely that people applauded. To be continued {at}.
        night ~ calm ~ Night watch {at} ~ Notes from a sleepless night in a familiar place. ~ My turn to keep watch {at}. Log: midnight, silence. One o'clock, silence with footsteps. Two o'clock, {thing} fell by itself. Three o'clock, <a cat, relieved|nobody, officially|me, singing>. Dawn never looked so friendly.
        lookback ~ wistful ~ A year since {event} ~ Looking back after a year: what changed and what did not. ~ A year ago, before {event}, I thought that nothing would be as before. I was right about everything except the direction. <I am braver|I sleep better|I still keep the ticket>. Nothing has changed {at}, which is kind.
        experiment ~ curious ~ An experiment with {thing} and {food} ~ A home experiment with an unplanned result. ~ Hypothesis: {thing} reacts to {food}. Method: do not ask. Result: <it glows|it does not, but the ceiling does|the neighbours know my name now>. I will repeat it tomorrow, further from the curtains.
        promise ~ tender ~ A promise made {at} ~ A short confession and a promise given aloud. ~ I am not good at promises, so I write it down where everyone can see it. Next time {event} comes round, I will be there on time, with {thing}, and I will say what I should have said <long ago|last time|{at}>.
        lost ~ anxious ~ Has anyone seen {thing}? ~ A search notice with an honest description. ~ Lost <yesterday|this morning|somewhere between breakfast and despair> {at}: {thing}. Slightly worn, answers to no name, of no value to anyone but me. The finder gets {food} and my silence about where it was found.
        found ~ joyful ~ Found {at}: {thing} ~ A lucky find and its likely story. ~ Look what I tripped over {at}: {thing}. <Still warm|Perfectly dry|With a knot I do not know>. I asked eleven people. Ten shrugged, the eleventh blushed. I will keep it safe until the blush finds courage.
        recipe ~ calm ~ How we make {food} at home ~ A family recipe with a disputed ingredient. ~ People ask for the recipe of {food}. Fine. Patience, <salt|smoke|a pinch of the unknown>, more patience, and somebody to quarrel with while it rests. My aunt adds something at the very end and turns her back while doing so. We have been guessing for thirty years.
        review ~ ironic ~ One night {at}: a review ~ A mock review of a place, in stars. ~ My stay {at}, reviewed. View: five stars. Silence: two, because of <the snoring wall|the ghost|my own thoughts>. Breakfast: {food}, no complaints. Staff: a cat. Would I return? I already have.
        thought ~ curious ~ If {thing} could speak ~ A game of imagination with a sudden turn. ~ Played a game with {friend}: what would {thing} say if it could? Mine: <"Not like that."|"Finally."|"I was here first."> {Friend} was silent for a while and answered: "I would ask it what I look like when nobody is watching." We stopped playing.
        lesson ~ ironic ~ I taught someone to {act} ~ A lesson that went in another direction. ~ Gave a lesson today: how to {act}. My pupil did it at the first try, <humming|with one hand|while looking out of the window>. I praised the method. There was no method. Please do not tell my other pupils.
        observation ~ calm ~ Five minutes {at} ~ A sketch of passers-by. ~ Five minutes {at}. A couple arguing in whispers. A boy carrying {thing} like a crown. Two old men who <pretend not to know each other|play the same game for forty years|share one umbrella in the sun>. And someone writing all this down, but that is me.
        work ~ indignant ~ The customer and {thing} ~ A working day spoiled and saved by one visitor. ~ "It should be faster, cheaper and exactly as before," said the customer and put {thing} on my table. I counted the knots in the wood. Then I asked what it was for. <A long pause|A tear|A whole life> came out. I did it for nothing. Do not spread this.
        invitation ~ joyful ~ Come {at} tonight ~ An open invitation without reason. ~ No reason, no date to celebrate. Tonight {at} there will be {food}, <a borrowed guitar|two lamps and a story|cards with a missing queen> and place for nine. {Friend} promised to {act}. That alone is worth the walk.
        confession ~ tender ~ I have never told anyone about {place} ~ A soft confession about a hiding place. ~ When it gets too loud, I go and sit {at}, in the corner where <the light is green|nobody sweeps|the wall is warm>. I have never told anyone. Now I have told everyone. If you find me there, sit down, but do not ask.
        bet ~ excited ~ {Friend} bets I cannot {act} ~ A bet with a silly stake. ~ The bet stands: by {event} I will {act}, or I wear <a sign|my grandmother's hat|a bell> for a week. {Friend} has already chosen the colour. I have already chosen the excuse. May the better one win.
        weather ~ wistful ~ First rain over {place} ~ The weather as an occasion to remember. ~ The first rain of the season, and everything {at} turns into <a mirror|a drum|someone else's memory>. Everyone runs; one person always stands still. Today it was me. I was thinking of {thing} and of who gave it to me.
        list ~ ironic ~ Things I did instead of trying to {act} ~ A list of evasions. ~ Plan for today: {act}. Done instead: sorted the buttons, <apologised to a plant|learnt a card trick|counted the stairs>, looked at {thing} from three sides, agreed with {friend} about everything. The day was productive in a way that cannot be shown.
        overheard ~ curious ~ Overheard {at} ~ A scrap of conversation and what may be behind it. ~ Overheard {at}: "If she brings {thing}, we are saved. If she brings her brother, <run|hide the spoons|pretend we are closed>." I stayed for two more cups. She brought neither. She brought a goose.
        portrait ~ tender ~ {Friend}, as I see it ~ A portrait of a friend in a few strokes. ~ A portrait in words. {Friend}: <hands that are never still|a laugh one recognises through walls|always half a street ahead>. Knows how to {act} and claims otherwise. Once carried me home from {place} and told everyone I had walked.
        mistake ~ anxious ~ I sent {thing} to the wrong address ~ A mistake and its strange consequences. ~ I made a mistake. {Thing} was meant for the archive and has gone to <the mayor|my former landlady|a certain person I do not write to>. The answer came today. One line: "I was wondering when you would." I am reading it standing up.
        small victory ~ proud ~ Today I managed to {act} ~ A small victory with no witnesses but one. ~ I did it. {At}, just now: I managed to {act}. <No applause|Only a pigeon saw|My knees are still discussing it>. I thought I would feel tall. I feel quiet, and it is better.
        tradition ~ calm ~ Our custom before {event} ~ A household custom and where it comes from. ~ Before {event} we put {thing} on the table and everyone says one thing they are <sorry for|glad of|tired of pretending>. Then {food}. Nobody remembers who began it. Grandmother says: the first one who was sorry.
        puzzle ~ curious ~ The riddle of {place} ~ A riddle for readers. ~ Riddle. It stands {at}, everyone walks around it, <no two people agree on its colour|children may touch it|it is never in pictures>. When asked, people answer: "{saying}." I have been trying to solve it for a year. {Friend} solved it in a second and will not tell.
        repair ~ wistful ~ {Thing}, mended once more ~ Mending as a conversation with time. ~ Mended {thing} for the <third|fifth|last> time. There is hardly anything left of the first one; only the shape remembers. {Friend} asks why I do not get a new one. Because this one has waited with me {at}, that is why.
        travel ~ excited ~ On the road to {place} ~ A travel note with a delay. ~ On the way to {place}. We should have been there <two hours|half a day|one song> ago, but the driver wanted to show us where he was born. There was nothing to see, and he showed it so well that we all took off our hats.
        critique ~ indignant ~ {Event} is not what it was ~ A grumble that turns into love. ~ {Event} is not what it was. Too loud, too many ribbons, and {food} costs <as much as a hat|a song|twice as much>. In my day one came to be quiet together. I will be in the front row, of course. Somebody has to remember how it goes.
        gift ~ joyful ~ A present from {friend}: {thing} ~ A gift that is exactly wrong and therefore right. ~ {Friend} gave me {thing}. I have no use for it, <no room for it|two of them already|no idea what it does>. It is the best present I have ever got. It stands in the middle of the room and makes everything else look reasonable.
        goodnight ~ calm ~ Last light {at} ~ A good-night note. ~ The last light {at} goes out, <mine is the next|the shutters sigh|somebody hums the end of a song>. Today nobody was late, nobody was wrong for long, and {food} was enough for all. Good night to those who are still on their way.
        # relevance
        Shows how {trait} {first} is when nobody is watching.
        Reveals what being {arole} costs and gives.
        Lets the reader see the warm side of {first}.
        Shows {first} between duty and curiosity.
        Tells why {first} keeps coming back to {place}.
        Echoes the old wish: {first} {motive}.
        # contexts
        {First} had just come from {place} and had not yet decided what to make of it.
        It happened {at}, on the way back from work, a little before {event}.
        {First} wrote it late, with {thing} on the table and the window open.
        The day had begun badly and turned round {at}.
        {Friend} had been there too and promised to keep quiet about half of it.
        # narrativearcs
        From a quiet beginning {at} to a decision that changes how {first} sees {world}.
        {First} goes from watching to acting: a hint, a doubt, a risk and a warm ending.
        Small daily scenes slowly join into a story about {thing} and the courage to ask.
        # developments
        {First} becomes gentler with friends and more honest towards the mirror.
        A person used to managing alone learns to accept help, first from {friend}, then from others.
        {First} stops waiting for {event} to change things and starts alone.
        # themes
        friendship that survives arguments
        the price of a promise
        home as something one builds
        small courage
        memory and its tricks
        the humour of failure
        work as a way of loving
        strangers who become neighbours
        # daytimes
        early morning
        morning
        noon
        afternoon
        evening
        night
        # schedule
        Monday, early morning
        Tuesday, around noon
        Wednesday evening
        Thursday, after work
        Friday night
        Saturday morning
        Sunday, before sunset
        # posttags
        everyday
        fromthediary
        truestory
        thoughts
        goodpeople
        smallthings
        notes
        today
        """
}
