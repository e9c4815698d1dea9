/// The theme of an idea that fits no other: its texts have gaps for the idea's own telling words.
enum OpenTheme {
    /// The texts with the keywords put in.
    static func sections(in tongue: Tongue, keywords: [String]) -> Sections {
        sections(of: .open, in: tongue, keywords)
    }

    /// What the keywords add to the words of another theme.
    static func additions(in tongue: Tongue, keywords: [String]) -> Sections {
        sections(of: .additions, in: tongue, keywords)
    }

    /// Where the idea has too few keywords, the theme's own stand for them.
    private static func sections(of texts: ThemeTexts, in tongue: Tongue, _ keywords: [String]) -> Sections {
        let own = tongue == .english ? ["wonders", "doors", "stories", "mirrors"] : ["чудеса", "двери", "истории", "зеркала"]
        // English texts of an idea in another language cannot use its words.
        let usable = keywords.filter { tongue.canSpell($0) }
        let words = usable + own.dropFirst(min(usable.count, own.count))
        let text = tongue == .english ? texts.english : texts.russian
        return Sections(filled(text, words))
    }

    /// `$1` … `$4` become the words, `$A` … `$D` the words with a capital letter.
    private static func filled(_ text: String, _ words: [String]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 2)
        var isMarked = false
        for byte in text.utf8 {
            guard isMarked else {
                if byte == UInt8(ascii: "$") { isMarked = true } else { output.append(byte) }
                continue
            }
            isMarked = false
            switch byte {
            case UInt8(ascii: "1")...UInt8(ascii: "4"): output += words[safe: Int(byte - UInt8(ascii: "1"))].utf8
            case UInt8(ascii: "A")...UInt8(ascii: "D"): output += words[safe: Int(byte - UInt8(ascii: "A"))].capitalisedFirst.utf8
            default: output += [UInt8(ascii: "$"), byte]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

extension ThemeTexts {
    /// A few entries around the words of an idea, for worlds of other themes.
    static let additions = ThemeTexts(
        english: """
            # places
            $A Corner ~ at $A Corner ~ a lively corner with a painted sign
            # roles
            expert in $1
            # work
            My third talk about $1 this week. Somebody in the last row was taking notes; it was my landlord, and it was the rent. ~ I am still counting $1 in my head.
            # things
            a pocket guide to $1
            # events
            the $A Day
            # acts
            get used to $1
            # details
            On a wall somebody has written "$1" in chalk.
            # tags
            $1
            """,
        russian: """
            # places
            угол «$A» ~ на углу «$A»
            # roles
            [знаток|знаток] темы «$1»
            # work
            Третий рассказ за неделю, тема «$1». В последнем ряду кто-то записывал; оказалось, хозяин квартиры, и это был счёт. ~ В голове опять одно: «$1».
            # things
            путеводитель «$A»
            # events
            День «$A» ~ Дня «$A»
            # acts
            объяснить приезжим слово «$1»
            # details
            На стене кто-то вывел мелом: «$1».
            # tags
            $1
            """)

    /// Texts around the words of any idea.
    static let open = ThemeTexts(
        english: """
            # names
            The $A Republic
            $A Reach
            New $A
            The Realm of $A
            $A and $B
            The Commonwealth of $A
            # about
            essence ~ a world in which $1 decide everything: how people greet each other, what they fear, and what they call home.
            theme ~ Life shaped by $1, and by the question of what $2 have to do with it
            palette ~ teal, copper, cream
            technology ~ Everything is built around $1: workshops compete in finesse, and a well-made tool is passed on like a family name.
            society ~ Those who understand $1 have the say; those who live off $2 have the money; everyone else has the better stories.
            culture ~ Songs, feasts and quarrels circle around $1. A child is grown up when it can explain $2 to a stranger.
            geography ~ Hills, rivers and narrow streets lead to one middle, where everything that concerns $1 is kept, traded and argued over.
            history ~ The first settlers came because of $1 and stayed because of each other. The old chronicle has a torn page, and the page is about $2.
            climate ~ Mild, with sudden weather: on some days one could swear that $1 are in the air.
            resources ~ $A above all, then patience, good tools and clean water; never enough of the last.
            conflict ~ One side wants to keep $1 exactly as they have always been; the other says that $2 have changed everything already.
            magic ~ Whether there is magic in $1 is the oldest dispute here; sceptics and believers agree only that it works.
            period ~ The third age of $A, by the old calendar
            speech ~ A common tongue with countless words for $1 and a separate politeness for talking about $2.
            style ~ warm storybook illustration with rich textures and soft light
            # places
            $A Square ~ on $A Square ~ a lively square with old houses and a peculiar monument
            the Museum of $B ~ in the Museum of $B ~ a quiet museum with tall glass cases
            the Old Gate ~ at the Old Gate ~ an old city gate overgrown with ivy
            the $A Workshop ~ in the $A Workshop ~ a cluttered workshop full of light and tools
            the Long Bridge ~ on the Long Bridge ~ a long stone bridge over a slow river
            Café "$C" ~ in Café "$C" ~ a corner café with round tables and hanging lamps
            the Quarter of Echoes ~ in the Quarter of Echoes ~ narrow lanes with balconies and hanging laundry
            the Hill of First Days ~ on the Hill of First Days ~ a green hill above the town at sunrise
            the Night Market ~ at the Night Market ~ a night market with paper lanterns
            # roles
            keeper of $1
            master of $1
            trader in $2
            chronicler of $1
            inspector of $2
            guide to the Old Gate
            restorer of $2
            collector of $3
            critic of $1
            student of $2
            defender of $1
            breeder of rumours
            # work
            Opened the archive as every morning and found everything in its place, which has never happened before. I am checking again, slowly. ~ My keys know more than I say.
            It took a whole day to make one that pleases me, and the apprentice asked for the difference. I let him hold both. He went quiet. ~ My bench is tidy only on feast days.
            Sold nine, bought one back; it had missed me, said the customer. I did not haggle. ~ Prices are fixed until somebody smiles.
            Page four hundred: today. I tried to be fair to it. The cat walked over the wet ink, and now the day has paws. ~ My pen is two weeks behind the truth.
            Inspected the whole row. One was not according to the rules and clearly the happiest. I have lost the form. ~ I carry a stamp, a ruler and doubts.
            "And here you see the place where nothing ever happened," I said, and at that moment a proposal happened. The group clapped. I changed the text. ~ I walk backwards all day and meet everyone twice.
            Under four coats of paint there was a fifth, sky blue, with a child's hand in it. I stopped there and closed the lid of the varnish. ~ There is gold leaf on my elbow, do not tell the treasurer.
            Number three hundred and twelve came to me by itself, in the pocket of a borrowed coat. That leaves one shelf and no room for the bed. ~ Labels first, breakfast later.
            I had prepared nine objections, and then a child tugged at my coat and said: "But it is nice." The tenth objection is withdrawn, with the others. ~ My eyebrow is tired from being raised.
            Failed the fourth examination, but with a footnote that the professor has asked to borrow. ~ I have three books open and one eye.
            Stood before the gate with a sign, and by noon I had an opponent, by evening a friend with a thermos. We continue tomorrow. ~ My banner is at the laundry.
            Released a small one at breakfast, harmless, with white paws. By supper it came back twice the size and asked for me by name. ~ I have heard it, but not from me.
            # things
            a box nobody has opened
            a hand-drawn plan of $1
            a key without a door
            a pocket guide to $2
            a lamp with a green shade
            a bundle of old letters
            a coin with two tails
            a small machine for $1
            a jar of saved buttons
            a photograph from before
            # events
            the $A Fair
            the Night of $B
            the Day of Open Doors
            the Great Debate
            the First Snowfall Parade
            the Festival of $C
            the Annual Silence
            # acts
            understand $1
            explain $2 to a child
            live a day without $1
            draw the town from memory
            repair what others throw away
            find a use for $2
            win an argument politely
            learn the names of all neighbours
            start over without complaint
            keep a secret until spring
            # foods
            a warm cinnamon bun
            a bowl of market soup
            a cup of smoky tea
            a slice of plum cake
            # details
            It smells of rain and fresh bread.
            Someone is practising the same song behind an open window.
            The streetlamps come on one by one.
            On the wall somebody has drawn $1 in chalk.
            A cat crosses the square as if it owned it.
            The bells are two minutes late, as always.
            Even the wind seems to be talking about $2.
            Somebody is beating a carpet in three-four time.
            A door stands open, and nobody goes in, out of politeness.
            Children have drawn a border and live on both sides.
            The shop window dresses for an evening that is not ours.
            Two hats greet each other across the street.
            The kettle next door whistles first, as always.
            # sayings
            who has $1 is never quite alone
            measure the day by the people in it
            a door is only a wall that trusts you
            first listen, then repair
            even $2 begin small
            the long way knows more stories
            # tags
            dailylife
            hometown
            wonders
            ourworld
            neighbours
            oldgate
            # surnames
            Gatewood
            Lamplight
            Bridger
            Marchbank
            Fairweather
            Stonehouse
            Holloway
            Penhaligon
            # motifs
            floating paper lanterns
            winding streets with crooked houses
            swirling leaves and ribbons
            a large ornate clock face
            distant hills under a wide sky
            """,
        russian: """
            # names
            Слободные Земли
            Новый Предел
            Страна Открытых Дверей
            Содружество Чудес
            Дальний Свет
            Междугорье
            # about
            essence ~ мир, где всё решает одно («$1»): как здороваться, чего бояться и что называть домом.
            theme ~ Жизнь, устроенная вокруг главного: «$1», «$2» — и вопроса, что из них важнее
            technology ~ Всё строится вокруг главного дела («$1»): мастерские соревнуются в тонкости, а хороший инструмент передают как фамилию.
            society ~ У тех, кто понимает суть («$1»), — право голоса; у тех, кто живёт за счёт другого («$2»), — деньги; у остальных — лучшие истории.
            culture ~ Песни, праздники и ссоры — всё об одном. Ребёнок считается взрослым, когда может объяснить приезжему, что значит «$2».
            geography ~ Холмы, реки и узкие улицы сходятся к середине, где хранят, меняют и оспаривают всё, что связано со словом «$1».
            history ~ Первые поселенцы пришли из-за одного слова — «$1», а остались друг из-за друга. В старой летописи вырвана страница, и на ней было слово «$2».
            climate ~ Мягкий, с внезапной погодой: в иные дни кажется, что перемены носятся в воздухе.
            resources ~ Прежде всего то, ради чего всё затевалось («$1»), затем терпение, хорошие инструменты и чистая вода; последней вечно не хватает.
            conflict ~ Одни хотят сохранить всё как было; другие говорят, что слово «$2» уже всё изменило.
            magic ~ Есть ли во всём этом волшебство — самый старый здешний спор; скептики и верующие согласны в одном: оно работает.
            period ~ Третья эпоха по старому календарю
            speech ~ Общий язык, в котором у слова «$1» бессчётно оттенков, а для разговоров о «$2» есть отдельная вежливость.
            style ~ тёплая книжная иллюстрация: богатые фактуры и мягкий свет
            # places
            площадь «$A» ~ на площади «$A»
            музей «$B» ~ в музее «$B»
            Старые ворота ~ у Старых ворот
            мастерская «$A» ~ в мастерской «$A»
            Длинный мост ~ на Длинном мосту
            кафе «$C» ~ в кафе «$C»
            квартал Эха ~ в квартале Эха
            холм Первых Дней ~ на холме Первых Дней
            Ночной рынок ~ на Ночном рынке
            # roles
            [хранитель|хранительница] главного секрета
            мастер старой школы
            [торговец|торговка] редкостями
            [летописец|летописица] перемен
            [инспектор|инспекторша] странностей
            [проводник|проводница] у Старых ворот
            [реставратор|реставраторша] чудес
            [собиратель|собирательница] историй
            [ворчливый критик|ворчливая критикесса]
            [вечный студент|вечная студентка]
            [защитник|защитница] традиций
            [разносчик|разносчица] слухов
            # work
            Открываю хранилище, всё на местах. Такого ещё не бывало. Проверяю снова, медленно. ~ Ключи знают больше, чем я говорю.
            На одну вещь ушёл день, а подмастерье спрашивает, в чём разница. Даю подержать обе. Притих. ~ На верстаке порядок только по праздникам.
            Продано девять, одна вернулась: скучает, говорит покупатель. Не торгуюсь. ~ Цены твёрдые, пока не улыбнутся.
            Страница четыреста: сегодня. Стараюсь быть беспристрастн[ым|ой]. Кот прошёл по чернилам, у дня теперь лапы. ~ Перо отстаёт от правды на две недели.
            Осмотрен весь ряд. Одно не по правилам и явно счастливее прочих. Бланк у меня потерялся. ~ С собой печать, линейка и сомнения.
            «А здесь никогда ничего не происходило», — говорю группе, и тут рядом делают предложение. Хлопали все. Текст меняю. ~ Весь день хожу спиной вперёд и всех встречаю дважды.
            Под четырьмя слоями краски пятый, небесный, с отпечатком детской ладони. На этом и остановимся. ~ На локте сусальное золото, казначею ни слова.
            Триста двенадцатый экземпляр пришёл сам, в кармане чужого пальто. Остаётся полка, и негде спать. ~ Сначала ярлычки, потом завтрак.
            Заготовлено девять возражений, но ребёнок дёрнул за рукав: «А мне нравится». Снимаю все, и десятое тоже. ~ Бровь устала подниматься.
            Четвёртый экзамен не сдан, зато профессор просит списать мою сноску. ~ Открыты три книги и один глаз.
            Стою у ворот с плакатом. К полудню противник, к вечеру друг с термосом. Завтра продолжим. ~ Знамя в прачечной.
            За завтраком выпущен один, безобидный. К ужину вернулся вдвое больше и спросил меня по имени. ~ Слышу многое, но это не от меня.
            # things
            ящичек, который никто не открывал
            план города от руки
            ключ без двери
            карманный путеводитель
            фонарик с зелёным абажуром
            письма, перевязанные лентой
            пятак с двумя решками
            приборчик неизвестного назначения
            пуговицы в стеклянной банке
            фото из прежних времён
            # events
            Большая ярмарка ~ Большой ярмарки
            Ночь Огней ~ Ночи Огней
            День открытых дверей ~ Дня открытых дверей
            Великий спор ~ Великого спора
            Парад первого снега ~ Парада первого снега
            Праздник «$A» ~ Праздника «$A»
            Ежегодная тишина ~ Ежегодной тишины
            # acts
            понять самое главное
            объяснить ребёнку очевидное
            прожить день по-другому
            нарисовать город по памяти
            чинить то, что другие выбрасывают
            найти применение бесполезному
            вежливо победить в споре
            выучить имена всех соседей
            начать сначала без жалоб
            хранить секрет до весны
            # foods
            тёплый коричный рулет
            суп с рынка
            дымный чай
            пирог со сливами
            # details
            Пахнет дождём и свежим хлебом.
            За открытым окном кто-то разучивает одну и ту же песню.
            Фонари зажигаются один за другим.
            На стене кто-то вывел мелом: «$1».
            Кот пересекает площадь так, будто она его.
            Колокола опаздывают на две минуты, как всегда.
            Кажется, даже ветер говорит о том же.
            Кто-то выбивает ковёр на три четверти.
            Дверь открыта, и никто не входит, из вежливости.
            Дети нарисовали границу и живут по обе стороны.
            Витрина наряжается для чужого вечера.
            Две шляпы здороваются через улицу.
            Соседский чайник свистит первым, как всегда.
            # sayings
            кто не один, тому и дорога короче
            меряй день людьми
            дверь — это стена, которая тебе доверяет
            сначала выслушай, потом чини
            и великое начинается с малого
            долгий путь знает больше историй
            # tags
            будни
            роднойгород
            чудеса
            нашмир
            соседи
            староворотье
            # surnames
            Воротников
            Фонарин
            Мостовой
            Ярмаркин
            Погодин
            Каменев
            Холмский
            Светлов
            """)
}
