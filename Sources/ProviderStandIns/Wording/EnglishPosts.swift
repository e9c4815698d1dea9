extension Wording {
    /// Posts in English: `type ~ tone ~ topic ~ brief ~ text`; the arcs are small stories in four parts.
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
        rumour ~ anxious ~ What they whisper about {event} ~ Rumours before an event and attempts to stay reasonable. ~ They say {event} will be different this time. They also say it every year. But tonight {place} was <too quiet|full of people pretending to be calm|locked from the inside>, and I counted my steps home twice.
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
        celebration ~ joyful ~ {Event}: how it was ~ Impressions after a feast, in a list. ~ {Event}, in numbers: <three|five|six> hours on my feet, two songs that will not leave my head, one lost shoe, countless hugs. {Place} was brighter than I have ever seen it. Same again next year?
        worry ~ anxious ~ Something is wrong {at} ~ A worried note about small signs that do not add up. ~ Maybe I am imagining it. But {at} <the birds are gone|the floor hums|everything casts two shadows>, and {thing} has moved since yesterday. {Friend} says: nerves. Fine. Then these are very well-organised nerves.
        lesson ~ proud ~ What I learned while trying to {act} ~ A lesson drawn from long practice, told without pride, or nearly. ~ After <a hundred|forty|too many> attempts to {act}, I know this: it is never about strength. It is about the half second in which you do not give up. Today I caught that half second {at}.
        letter ~ tender ~ A letter I found {at} ~ Lines from an unknown letter, and the wish to answer it. ~ Found a letter {at}, no name, no date. Only: "I waited, and it was beautiful anyway." <I read it four times|I copied it|I left it where it was>. Whoever you are, somebody knows now.
        morning ~ joyful ~ {Food} and a good omen ~ A breakfast, a sign of luck, and plans for the day. ~ The day began with {food}, and <the steam made a ring|the cup did not break when I dropped it|a stranger said good morning first>. I call this an omen. Plans: {act}, be kind, not be late. Two out of three would be a record.
        dispute ~ indignant ~ My quarrel with {friend} over {thing} ~ An argument over a trifle behind which something larger hides. ~ {Friend} claims that {thing} is <just decoration|dangerous|older than the town>. I claim that {friend} has not read the inscription. We shouted so politely that people applauded. To be continued {at}.
        night ~ calm ~ Night watch {at} ~ Notes from a sleepless night in a familiar place. ~ My turn to keep watch {at}. Log: midnight, silence. One o'clock, silence with footsteps. Two o'clock, {thing} fell by itself. Three o'clock, <a cat, relieved|nobody, officially|me, singing>. Dawn never looked so friendly.
        lookback ~ wistful ~ A year since {event} ~ Looking back after a year: what changed and what did not. ~ A year ago, {event}, I thought that nothing would be as before. I was right about everything except the direction. <I am braver|I sleep better|I still keep the ticket>. {Place} looks the same, which is kind of it.
        experiment ~ curious ~ An experiment with {thing} and {food} ~ A home experiment with an unplanned result. ~ Hypothesis: {thing} reacts to {food}. Method: do not ask. Result: <it glows|it does not, but the ceiling does|the neighbours know my name now>. I will repeat it tomorrow, further from the curtains.
        promise ~ tender ~ A promise made {at} ~ A short confession and a promise given aloud. ~ I am not good at promises, so I write it down where everyone can see it. Next time {event} comes round, I will be there on time, with {thing}, and I will say what I should have said <long ago|last time|{at}>.
        lost ~ anxious ~ Has anyone seen {thing}? ~ A search notice with an honest description. ~ Lost <yesterday|this morning|somewhere between breakfast and despair> {at}: {thing}. Slightly worn, answers to no name, of no value to anyone but me. The finder gets {food} and my silence about where it was found.
        found ~ joyful ~ Found {at}: {thing} ~ A lucky find and its likely story. ~ Look what I tripped over {at}: {thing}. <Still warm|Perfectly dry|With a knot I do not know>. I asked eleven people. Ten shrugged, the eleventh blushed. I will keep it safe until the blush finds courage.
        recipe ~ calm ~ How we make {food} at home ~ A family recipe with a disputed ingredient. ~ People ask for the recipe of {food}. Fine. Patience, <salt|smoke|a pinch of the unknown>, more patience, and somebody to quarrel with while it rests. My aunt adds something at the very end and turns her back while doing so. We have been guessing for thirty years.
        review ~ ironic ~ One night {at}: a review ~ A mock review of a place, in stars. ~ My stay {at}, reviewed. View: five stars. Silence: two, because of <the snoring wall|the ghost|my own thoughts>. Breakfast: {food}, no complaints. Staff: a cat. Would I return? I already have.
        thought ~ curious ~ If {thing} could speak ~ A game of imagination with a sudden turn. ~ Played a game with {friend}: what would {thing} say if it could? Mine: <"Not like that."|"Finally."|"I was here first.">. {Friend} was silent for a while and answered: "I would ask it what I look like when nobody is watching." We stopped playing.
        lesson ~ ironic ~ I taught someone to {act} ~ A lesson that went in another direction. ~ Gave a lesson today: how to {act}. My pupil did it at the first try, <humming|with one hand|while looking out of the window>. I praised the method. There was no method. Please do not tell my other pupils.
        observation ~ calm ~ Five minutes {at} ~ A sketch of passers-by. ~ Five minutes {at}. A couple arguing in whispers. A boy carrying {thing} like a crown. Two old men who <pretend not to know each other|play the same game for forty years|share one umbrella in the sun>. And someone writing all this down, but that is me.
        work ~ indignant ~ The customer and {thing} ~ A working day spoiled and saved by one visitor. ~ "It should be faster, cheaper and exactly as before," said the customer and put {thing} on my table. I counted the knots in the wood. Then I asked what it was for. <A long pause|A tear|A whole life> came out. I did it for nothing. Do not spread this.
        invitation ~ joyful ~ Come {at} tonight ~ An open invitation without reason. ~ No reason, no date to celebrate. Tonight {at} there will be {food}, <a borrowed guitar|two lamps and a story|cards with a missing queen> and place for nine. {Friend} promised to {act}. That alone is worth the walk.
        confession ~ tender ~ I have never told anyone about {place} ~ A soft confession about a hiding place. ~ When it gets too loud, I go and sit {at}, in the corner where <the light is green|nobody sweeps|the wall is warm>. I have never told anyone. Now I have told everyone. If you find me there, sit down, but do not ask.
        bet ~ excited ~ {Friend} bets I cannot {act} ~ A bet with a silly stake. ~ The bet stands: by {event} I will {act}, or I wear <a sign|my grandmother's hat|a bell> for a week. {Friend} has already chosen the colour. I have already chosen the excuse. May the better one win.
        weather ~ wistful ~ First rain over {place} ~ The weather as an occasion to remember. ~ The first rain of the season, and {place} turns into <a mirror|a drum|someone else's memory>. Everyone runs; one person always stands still. Today it was me. I was thinking of {thing} and of who gave it to me.
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
        # arc.1
        story ~ excited ~ I decided to find {thing} ~ The beginning: a strange hint sends the author on a search. ~ Somebody slipped a note under my door: a drawing of {thing} and one word, "soon". <I laughed|I checked the lock twice|I put the kettle on>. Then I packed a lamp. You know me: I was never going to leave it alone.
        story ~ curious ~ The trail of {thing} leads to {place} ~ The search goes on: a clue, a helper, a wrong turn. ~ Second day of the search. The trail goes through {place}, where <a boy sold me a map for a button|everyone suddenly forgot how to talk|someone had been before me>. {Friend} joins the hunt, mostly for the snacks. We are close, or very lost.
        story ~ anxious ~ Someone else is looking for {thing} ~ A rival appears, and the game turns serious. ~ Fresh footprints {at}. Somebody reads the same signs, only faster. Tonight I saw a light go out exactly when I came in. <My hands are steady, my handwriting is not|I should be afraid|I am not turning back>.
        story ~ joyful ~ {Thing} is found ~ The end of the search, and why it was not about the thing. ~ Found it. {Thing}, wrapped in an old coat, {at}, under the third step. And beside it a note in my own handwriting, <ten|twelve|seven> years old: "Do not forget to be brave." I had hidden it from myself. I am laughing and crying, please wait.
        # arc.2
        story ~ excited ~ I signed up for {event} ~ The beginning: taking part in something far too big. ~ Well. My name is on the list for {event}. In ink. {Friend} says it is <courage|a cry for help|finally interesting>. I have until then to learn to {act}. How hard can it be?
        story ~ ironic ~ Training for {event}: day of shame ~ Preparation goes wrong, and that is funny. ~ Training report. Attempted to {act}. <Fell|Got lost|Apologised to a lamp post>. Attempted again. An audience gathered {at}; someone brought {food}. At least I am good for the local economy.
        story ~ wistful ~ The night before {event} ~ Doubts on the last evening and a talk that helps. ~ Tomorrow. I sat {at} with my doubts, all of them, in alphabetical order. Then {friend} came, sat down and said nothing for <an hour|a long time|one whole candle>. It was the best advice I ever got.
        story ~ proud ~ After {event} ~ How it ended: not a victory, but better. ~ I did not win {event}. I came <ninth|last but one|fourth>, with {thing} in my hand and half of {place} shouting my name. If this is losing, I have been afraid of the wrong thing all my life.
        # arc.3
        story ~ curious ~ A letter addressed to nobody, from {place} ~ The beginning of a correspondence with an unknown person. ~ A letter came by mistake, from {place}. No name, only: "Do you also hear it at night?" <I should have returned it|I answered on the same page|I read it to my plants>. I wrote back: "Yes. What is it?"
        story ~ tender ~ The second letter, and {thing} in the envelope ~ The correspondence grows warmer, with small gifts. ~ The answer is here, with {thing} in the envelope and four pages about {event}. Whoever this is writes the way other people <hold doors open|look at fire|laugh>. I have read it {at}, twice, walking in circles.
        story ~ anxious ~ No letter from {place} this week ~ Silence instead of an answer, and guesses. ~ Nothing. Not on Monday, not today. I tell myself that {event} has delayed the post. I also went {at2} <by accident, three times|to look at the windows|and asked everyone twice>. Silence is a language too, and I speak it badly.
        story ~ joyful ~ We met {at} ~ The correspondents meet, and it is not who was expected. ~ We had agreed: {at}, with {thing} as a sign. I expected <a poet|a stranger|trouble>. It was the neighbour from upstairs, the one who complains about my singing. We laughed until the lamps went out. The next letter is mine.
        # arc.4
        story ~ indignant ~ They want to take {place} from us ~ The beginning of a small fight for a dear place. ~ A paper on the door: {place} is to be "repurposed". Nobody asked those who <grew up there|repair its roof|have nowhere else to sing>. I am not good at meetings. Tonight I am going to a meeting.
        story ~ excited ~ The defenders of {place} ~ Allies gather, each with a peculiar skill. ~ First gathering {at}: eleven people, one plan, nine opinions. {Friend} can {act}, two sisters can {act2}, and an old man has <keys to everything|a law book from his grandfather|a very loud voice>. We are going to lose beautifully, or not at all.
        story ~ anxious ~ The night in {place} ~ The hardest moment: waiting inside, not knowing. ~ We stay inside {place} tonight. Somebody sings, somebody sleeps on {thing}. Outside, <boots|lanterns|voices> come and go. I have never been so frightened in such good company.
        story ~ proud ~ {Place} stays ~ The outcome, and the price of it. ~ They signed. {Place} stays. The price: I am now <chair of a committee|responsible for the roof|"the person in charge">. There was {food}, there were speeches, and for once nobody was late. Remember this day, I told the children. I was telling myself.
        # arc.5
        story ~ proud ~ I took on an apprentice {at} ~ The beginning: an unlikely pupil. ~ I have an apprentice. Nine years old, <two missing teeth|no fear at all|a notebook full of questions>, found {at} trying to {act} with a spoon. First lesson: put down the spoon. First question: "Why?"
        story ~ ironic ~ My apprentice and {thing} ~ The pupil breaks something and finds something. ~ My apprentice broke {thing}. Then repaired it, <upside down|with jam|better than it was>. I gave a lecture on patience and was corrected twice. One of us is learning quickly. It is not me.
        story ~ wistful ~ My apprentice asks about {event} ~ A difficult question and an honest answer. ~ "Were you there, at {event}?" I was. I told it as it happened, <without the heroic parts|slowly|for the first time>. Afterwards we sat {at} for a long while, and a small hand took my sleeve.
        story ~ tender ~ The apprentice's own {thing} ~ The pupil surpasses the teacher. ~ Today my apprentice showed me {thing} of her own making. It is crooked and <it works|it sings|it is perfect>. I checked it three times to find a mistake, mostly so that nobody would see my face. The lessons are over. I will miss the spoon.
        # arc.6
        story ~ anxious ~ Since {event}, I hear steps {at} ~ The beginning of a small ghost story. ~ Ever since {event} there are steps {at}. Always <seven|eleven|nine>, always stopping at my door. I am a reasonable person. I have moved the wardrobe in front of the door, reasonably.
        story ~ curious ~ I followed the steps to {place} ~ Fear turns into an investigation. ~ I waited in the dark with {thing} and a biscuit. The steps came. I followed, all the way to {place}. There they end, <in the middle of the floor|at a wall|under an old lamp>. {Friend} wants to measure it. I want to say hello.
        story ~ tender ~ Whose steps they were ~ The solution, gentler than expected. ~ An old keeper lived {at2}. Every night he walked to see whether {thing} was safe. Nobody told him <it was saved|he could rest|that we remember>. So tonight I said it aloud. The steps stopped, stood a while, and went away lightly.
        story ~ calm ~ Quiet {at}, for the first time ~ After the story: what remains. ~ No steps tonight. I should be glad, and I am. I put {food} on the sill all the same, <for the next one|out of habit|because one never knows>. It is very quiet {at}. I walk the seven steps myself now.
        # arc.7
        story ~ excited ~ A house for sale near {place} ~ The beginning: a mad purchase. ~ I bought a house near {place}. It has <no roof|three doors and no stairs|a tree in the kitchen> and cost less than a good coat. {Friend} asked if I had seen it first. I had seen the light in it. That is different.
        story ~ ironic ~ The house near {place}: inventory ~ Repairs begin, and the house has opinions. ~ Inventory of my new house. Windows: some. Floor: in theory. In the cellar: {thing}, <eleven chairs|a door to nowhere|a very old calendar>. {Friend} came to help and has been laughing since. The chimney drew a breath today. I think it likes us.
        story ~ curious ~ What was behind the wall near {place} ~ A find during the works. ~ Took down the rotten wall. Behind it a small room, a bed, a cup, and {thing}. On the plaster somebody has counted days up to <ninety|two hundred|one thousand>. And then, in a firm hand: "Enough. Going out." I sat there for a while with the door open.
        story ~ tender ~ First night in the house near {place} ~ Arrival; the house is lived in. ~ The first night in my own house. It creaks in its sleep, like anyone. There is {food} on the sill and a light for whoever passes. I left the little room as it was and wrote beneath the numbers: <"One."|"Came in."|"Thank you.">
        # arc.8
        story ~ curious ~ A child that nobody knows, {at} ~ The beginning: a lost child with a strange request. ~ A child stood {at} this morning and asked for me by name. Not lost, it said, only early. In its pocket: {thing} and <a list of questions|half a ticket|a drawing of my door>. {Friend} is boiling water, as one does.
        story ~ ironic ~ The child's list, and {place} ~ A day of tasks set by a child. ~ We are working through the list. Number one: see {place} from above. Done. Number two: {act}. Done badly. Number three: <make a grown-up laugh in public|taste something blue|ask the guard his first name>. I have not had such a day for years.
        story ~ anxious ~ Number nine on the list: {event} ~ A worrying item and a suspicion. ~ Number nine: "Go to {event} and wait under the clock for someone who is sorry." I have read it <three times|aloud|in every light>. I know that handwriting. I have seen it on envelopes that I did not open.
        story ~ tender ~ Under the clock, at {event} ~ A reconciliation. ~ She came. My sister, after twelve years, out of breath. The child between us said: "Number ten: dinner." We ate {food} {at} until they put the chairs up. <Nobody explained anything|We cried a little, mostly about the soup|I have a nephew>. The list is on my wall.
        # arc.9
        story ~ proud ~ I have been asked to judge {event} ~ The beginning: an honour and a trap. ~ They want me as a judge at {event}. Me! I have pressed my only collar. {Friend} says that judges <make one friend and nine enemies|must not eat|never sleep the night before>. I have accepted, of course. What could go wrong?
        story ~ ironic ~ Bribes before {event} ~ Temptations, all edible. ~ Bribes so far: {food}, twice; {thing}; a song under my window, <flat|at six in the morning|with my name in the rhyme>; and a goose. I have returned everything but the song. And, I am sorry to say, not all of {food}.
        story ~ anxious ~ Two equals at {event} ~ A decision that cannot be right. ~ It has come down to two. One is {friend}. The other is a stranger with <darned gloves|shaking hands|nobody in the audience>. Both could {act} as I have never seen it. I asked for one night. It is now four in the morning and I am walking in circles {at}.
        story ~ calm ~ My verdict at {event} ~ The verdict and what it cost. ~ I gave it to the stranger. {Friend} applauded first and longest, and afterwards said: "If you had chosen me, I would have had to stop <trusting you|eating with you|coming on Thursdays>." We went for {food}. I paid. It was the cheapest verdict of my life.
        # arc.10
        story ~ curious ~ {Thing} has begun to hum ~ The beginning: an everyday thing behaves oddly. ~ {Thing} has begun to hum. Softly, in the evenings, always <the same three notes|towards the window|when I lie>. I have put it in a drawer. The drawer hums now, and rather better.
        story ~ ironic ~ Experts on {thing} ~ Opinions of specialists. ~ Consulted the experts. The first says damp. The second says ancestors. The third, {friend}, put an ear to {thing} and said: "It is asking for {place}." <I laughed|We all laughed|Nobody laughed>. Then it stopped humming, as if waiting.
        story ~ excited ~ Carrying {thing} to {place} ~ A journey with a humming thing. ~ Off we go, {thing} under my coat. The nearer to {place}, the louder. People <turn round|smile without knowing why|begin to whistle along>. A dog has joined us, and a man with a cello. I have no plan. The thing has.
        story ~ tender ~ {Thing} and its answer {at} ~ Two halves of a song. ~ {At}, in a niche I had never noticed, stood its twin. They hummed together, six notes, the whole song. An old woman came out, <flour on her hands|barefoot|with her hair down>: "He said he would send it back when he forgave me." I left it there. My drawer is quiet and a little proud.
        # arc.11
        story ~ indignant ~ They have renamed {place} ~ The beginning of a joke that grows. ~ Overnight they renamed {place}. The new name is long, <patriotic|borrowed|misspelt>, and nobody asked. I have written the old one underneath in chalk. Small letters. I am not a rebel, I am only a person with chalk.
        story ~ joyful ~ Chalk {at} ~ The joke spreads. ~ This morning there were nineteen names {at}. "{Saying}" was one. "Mother's Corner" another. Somebody had simply written <"Here."|"Meet me at six."|"Still mine.">. {Friend} swears it was not {friend}. There is chalk on both sleeves.
        story ~ anxious ~ Asked about the chalk {at} ~ A summons. ~ I have been summoned. A polite letter, a stamp, {thing} as an exhibit. "Do you know anything about the chalk {at}?" I know <everything|the smell of it|where it is sold>. I am putting on my good coat. If I am not back for {event}, feed the cat.
        story ~ proud ~ The new sign {at} ~ The ending: a wise official. ~ The official was about a hundred years old. He looked at me, at the chalk, and took off the new plate himself. It was raining; he held {thing} over my head. The sign {at} now reads nothing at all, and <everyone calls it what they like|underneath lies a piece of chalk|it is cleaned every Monday>.
        # arc.12
        story ~ wistful ~ The old recipe, and {food} ~ The beginning: a taste that has been lost. ~ My mother's {food}: nobody can make it any more. I have her spoon, her apron, and a recipe with a <burn|hole|tear> where the last line should be. I have decided. Before {event} I will find that line.
        story ~ ironic ~ Attempt nine: {food} ~ Failures with witnesses. ~ Attempt nine. Too sweet, too blue, once on fire. {Friend} tastes everything with <a brave face|closed eyes|a bucket at hand>. The neighbours have begun to bring their own spoons, out of science. It is still not it. But nobody eats alone on our stairs now.
        story ~ curious ~ Somebody {at} remembers {food} ~ A trail to an old acquaintance. ~ An old man {at} took one bite of my {food} and put the spoon down: "She made it for me, the winter we were <both wrong|twenty|snowed in>. You have forgotten to be angry." I asked what he meant. He was already gone.
        story ~ tender ~ The last line, and {food} ~ The line is found. ~ I understood it tonight, quarrelling with {friend} about nothing. You have to leave the pot and slam the door; that is when it <thickens|sets|turns>. The last line says: "Come back in and say sorry." I made {food} for forty people. It tastes of being forgiven.
        # open.joyful
        Good news first.
        I cannot stop smiling today.
        Today was a gift.
        Write this day down somewhere.
        Small miracle report.
        # open.calm
        A slow day.
        Nothing urgent, just this.
        Breathing in, writing down.
        Quiet here.
        A note before I forget.
        # open.excited
        Listen, listen!
        You will not believe it.
        It is happening!
        Hold my coat.
        I have been waiting to tell you this.
        # open.wistful
        Some days are longer inside than outside.
        Autumn thoughts, whatever the season.
        It is late, so let me be honest.
        I have been thinking.
        Old songs on my mind.
        # open.anxious
        I do not want to worry anyone, but.
        Writing quickly.
        Something has been bothering me.
        Tell me I am wrong.
        Cannot sleep.
        # open.ironic
        Today in my career as a genius.
        For those who still admire me.
        A public service announcement.
        Chronicles of dignity, continued.
        Experts hate this.
        # open.proud
        Allow me one minute of vanity.
        I do not boast often, so.
        Years of work, one sentence.
        For the record.
        It finally came together.
        # open.curious
        A riddle for you.
        Help me think.
        I collect oddities, here is one more.
        Question of the day.
        Has anyone else noticed this?
        # open.tender
        This one is for somebody special.
        Softly, please.
        I rarely say such things.
        A warm little thing.
        Hold on to this one.
        # open.indignant
        Enough.
        I counted to ten. It did not help.
        Somebody has to say it.
        I am writing this standing up.
        No, really, who does that?
        # closings
        More tomorrow, if tomorrow agrees.
        {Saying}, as they say.
        What would you have done?
        I will let you know how it ends.
        Ask {friend} if you do not believe me.
        That is all. Be kind to each other.
        Tell me yours.
        See you {at}.
        Nobody is allowed to laugh. Except {friend}.
        I still smell of it.
        And now, {food}.
        To be continued, obviously.
        If you were there, you know.
        I would do it again.
        Somewhere {friend} is shaking a wise head.
        Greetings to everyone at {place}.
        Do not tell my mother.
        Next time, bring a friend.
        Write to me, I read everything.
        The rest is between me and {place}.
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
        {First} becomes less {trait} towards friends and more honest towards the mirror.
        A person used to managing alone learns to accept help, first from {friend}, then from everyone.
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
        # world.short
        {World} is {essence} Here people {act}, fear and await {event}, and everyone has a reason to come back {at}.
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
        {Place} is to be closed, and unlikely allies defend it
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
