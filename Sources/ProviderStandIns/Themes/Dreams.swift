extension ThemeTexts {
    /// Sleep, clouds and what floats.
    static let dreams = ThemeTexts(
        english: """
            # names
            Slumberfield
            The Pillow Archipelago
            Oneiria
            The Soft Hours
            Nightbloom
            # about
            essence ~ a world that exists while somebody sleeps, where islands float, stairs lead sideways and yesterday may still be edited.
            theme ~ Dreams and waking: what one dares when nothing is quite real
            palette ~ violet, lavender, pearl
            technology ~ Lullaby engines, nets for catching nightmares, and clocks with soft hands that may be bent.
            society ~ Dreamers are honoured guests, Wakers are feared, and the Sandmen have formed a guild with long breaks.
            culture ~ Nobody asks "why"; people ask "and then". Pyjamas are formal wear, yawning is applause.
            geography ~ Floating islands on a sea of clouds, the Corridor of Doors, a lake that reflects other skies, and the Edge, where one falls upwards.
            history ~ Somebody fell asleep and forgot to wake up; out of politeness everyone carried on.
            climate ~ Feather showers, slow lightning, and a mild moon at all hours.
            resources ~ Moonlight, feathers, forgotten words, and sleep, which cannot be borrowed.
            conflict ~ The Lucid want to decide what is dreamt; the Driftwood say that a planned dream is only work.
            magic ~ Everything is possible once; the second time it wants to know your name.
            period ~ A quarter past forever
            speech ~ Sentences may change their subject in the middle, and nobody minds.
            style ~ soft surreal dreamscape, floating islands and pastel moonlight
            # places
            the Corridor of Doors ~ in the Corridor of Doors ~ an endless corridor of colourful doors
            the Pillow Islands ~ on the Pillow Islands ~ soft floating islands above clouds
            the Lake of Other Skies ~ at the Lake of Other Skies ~ a still lake mirroring a different sky
            the Moon Pier ~ on the Moon Pier ~ a pier reaching towards a giant moon
            the Nightmare Kennel ~ at the Nightmare Kennel ~ a kennel of shy shadowy creatures
            the Lullaby Factory ~ in the Lullaby Factory ~ a factory of music boxes and steam
            the Sideways Stairs ~ on the Sideways Stairs ~ impossible stairs running in all directions
            the Café of Yawns ~ in the Café of Yawns ~ a café with beds instead of chairs
            the Cloud Station ~ at the Cloud Station ~ a railway station on a cloud
            # roles
            nightmare tamer
            sandman on strike
            editor of yesterdays
            door collector
            lullaby mechanic
            cartographer of sleep
            cloud station master
            interpreter of yawns
            feather accountant
            guardian of the last dream
            pilot of a flying bed
            seller of forgotten words
            # work
            The big one with the teeth only wanted to be asked about its day. It has curled up on the rug and is afraid of the dark, so I left a lamp on. ~ I was bitten in the night, gently, on the blanket.
            Day nine of the strike. The whole street is awake and has started to talk to each other. We are extending our demands. ~ My sack is closed and my eyes itch.
            Shortened a Tuesday that would not end and gave the spare hour to a Sunday. The client says his coffee tastes of reconciliation. ~ I have crossed out this morning once already.
            Acquired a door that leads to the moment before. I keep it shut; through the keyhole comes the smell of toast. ~ Somebody is knocking from the inside of number seven.
            Replaced a worn spring in an old lullaby. It now skips the sad line; the grandmother says put the sad line back. ~ I am oiled with milk up to the elbows.
            Surveyed the coast of a nap from noon to two. There are shoals of school exams and one warm lagoon. I have marked the lagoon. ~ My compass points to the pillow.
            The 4:10 to Cumulus left from platform mist, nearly on time, with one forgotten teddy bear in the front seat. He has a ticket. ~ I announced the delay so softly that no one minded.
            A long one, with a vowel in the middle. In translation: "I am not tired of you, only of the chair." They embraced. ~ Please cover your mouths, I am off duty.
            Eleven thousand and six, counted by hand. One of them is from an angel or a very clean goose. I have opened a new column. ~ I sneezed, and the quarter has to be redone.
            Nobody came to take it today either. It breathes evenly, glows a little, and smells like the first day of the holidays. ~ I sit by it and read aloud, just in case.
            Took off from the nursery at nine, with a headwind of giggles. Landed softly at dawn. One pillow lost over the sea. ~ The quilt is icing up, I am flying lower.
            Sold "apricity" to an old man for a button. He said it once, aloud, and the whole shop was warm as winter sun. ~ I had a better word for this, but it is sold.
            # things
            a pillow with a pocket
            a key to a recurring dream
            a soft clock
            a jar of first sleep
            a feather that never falls
            a ticket to the day before
            a tame nightmare on a ribbon
            a mirror that shows tomorrow morning
            a lantern of moon milk
            a ladder without an upper end
            # events
            the Long Night
            the Great Yawn
            the Parade of Flying Beds
            the Waking
            the Fair of Forgotten Words
            the Migration of Pillows
            the Eclipse of Alarm Clocks
            # acts
            fall upwards
            finish an old dream
            tame a nightmare
            bend an hour
            open the wrong door politely
            remember a dream at noon
            fly a bed in the fog
            sell a forgotten word
            wake without losing anything
            follow the sideways stairs
            # foods
            a cup of moon milk
            a feather-light meringue
            a bowl of warm cloud
            a poppy seed roll
            # details
            It smells of lavender and old books.
            A door opens by itself and apologises.
            Somebody is snoring in a major key.
            The moon moves closer to listen.
            Feathers fall upwards today.
            The stairs have changed their mind again.
            A clock melts a little, out of kindness.
            A staircase forgets which way it goes.
            Feathers are falling upwards.
            Somewhere somebody is late for an exam they passed long ago.
            The moon has the face of a teacher.
            A door yawns and closes by itself.
            A sheep asks to be counted again.
            # sayings
            sleep is the shortest bridge
            do not wake a door that is dreaming
            what you lose at night looks for you by day
            even nightmares want to be stroked
            a dream is a letter without a stamp
            fall softly, the rest will follow
            # tags
            dreamlog
            halfasleep
            moonmilk
            softhours
            doors
            lullabies
            # surnames
            Slumber
            Morphy
            Featherstone
            Nightingale
            Doze
            Lullworth
            Pillowby
            Moonan
            # motifs
            floating islands
            a giant soft moon
            flying beds and feathers
            doors standing in the air
            melting clocks
            """,
        russian: """
            # names
            Дремотье
            Подушечный Архипелаг
            Онейрия
            Мягкие Часы
            Ночецвет
            # about
            essence ~ мир, который существует, пока кто-то спит: острова плавают, лестницы ведут вбок, а вчерашний день ещё можно поправить.
            theme ~ Сон и пробуждение: на что решаются, когда всё не совсем настоящее
            technology ~ Колыбельные машины, сети для ловли кошмаров и часы с мягкими стрелками, которые можно согнуть.
            society ~ Спящих чтят как гостей, Будильщиков боятся, а Песочные люди создали гильдию с долгими перерывами.
            culture ~ Никто не спрашивает «почему», спрашивают «а дальше». Пижама — парадная одежда, зевок — аплодисменты.
            geography ~ Плавучие острова над морем облаков, Коридор Дверей, озеро с чужими небесами и Край, с которого падают вверх.
            history ~ Однажды кто-то уснул и забыл проснуться; все из вежливости продолжили.
            climate ~ Дожди из перьев, медленные молнии и тихая луна в любое время суток.
            resources ~ Лунный свет, перья, забытые слова и сон, который нельзя одолжить.
            conflict ~ Осознанные хотят решать, что приснится; Плывущие говорят, что сон по плану — это уже работа.
            magic ~ Один раз возможно всё; на второй раз оно спросит, как тебя зовут.
            period ~ Четверть второго вечности
            speech ~ Фраза может посередине сменить тему, и никто не против.
            style ~ мягкий сюрреализм сна: плавучие острова и пастельный лунный свет
            # places
            Коридор Дверей ~ в Коридоре Дверей
            Подушечные острова ~ на Подушечных островах
            озеро Чужих Небес ~ у озера Чужих Небес
            Лунный пирс ~ на Лунном пирсе
            Питомник кошмаров ~ в Питомнике кошмаров
            Фабрика колыбельных ~ на Фабрике колыбельных
            Боковая лестница ~ на Боковой лестнице
            кафе «Зевок» ~ в кафе «Зевок»
            Облачный вокзал ~ на Облачном вокзале
            # roles
            [укротитель|укротительница] кошмаров
            [песочный человек|песочная фея] на забастовке
            [редактор|редакторша] вчерашних дней
            [собиратель|собирательница] дверей
            механик колыбельных
            картограф сна
            [начальник|начальница] облачного вокзала
            [толкователь|толковательница] зевков
            счетовод перьев
            [хранитель|хранительница] последнего сна
            пилот летающей кровати
            [продавец|продавщица] забытых слов
            # work
            Большой, с зубами, всего лишь хотел, чтобы спросили, как дела. Свернулся на коврике и боится темноты, лампу не гашу. ~ Ночью меня укусили, ласково, за одеяло.
            Девятый день забастовки. Улица не спит и разговорилась. Дополняем требования. ~ Мешок завязан, глаза чешутся.
            Сократил[|а] бесконечный вторник, лишний час — воскресенью. У клиента теперь кофе со вкусом примирения. ~ Это утро у меня уже раз вычеркнуто.
            В коллекции дверь, ведущая в минуту «до». Держу закрытой; из скважины пахнет гренками. ~ В седьмую стучат изнутри.
            Пружина в старой колыбельной заменена. Теперь она проскакивает грустную строчку; бабушка велит вернуть. ~ По локоть в тёплом молоке, это смазка.
            Съёмка берегов дневного сна, с полудня до двух. Мели из экзаменов и одна тёплая лагуна. Лагуна отмечена. ~ Компас показывает на подушку.
            Отправление 4:10 на Кучевые, платформа «Туман», почти по расписанию; на переднем сиденье забытый медвежонок. Билет при нём. ~ Об опоздании объявляю так мягко, что никто не против.
            Долгий, с гласной в середине. Перевод: «Я не от тебя устал, а от стула». Обнялись. ~ Прикрывайте рот, у меня выходной.
            Одиннадцать тысяч шесть, вручную. Одно — то ли ангела, то ли очень чистого гуся. Заведена новая графа. ~ Чих — и квартал пересчитывать.
            И сегодня за ним никто не пришёл. Дышит ровно, светится, пахнет первым днём каникул. ~ Сижу рядом, читаю вслух, на всякий случай.
            Взлёт из детской в девять, встречный ветер — хихиканье. Мягкая посадка на рассвете. Потеряна одна подушка, над морем. ~ Одеяло обледенело, иду ниже.
            Продано за пуговицу слово «зоренька». Старик произнёс его вслух, и в лавке стало тепло, как от зимнего солнца. ~ Было слово получше, но его купили.
            # things
            одеяло с карманом
            ключ от повторяющегося сна
            мягкий будильник
            утро в закрытой банке
            перо, которое не падает
            билет в позавчера
            ручной кошмар на ленточке
            зеркальце с завтрашним утром
            фонарь с лунным молоком
            трап без верхнего конца
            # events
            Долгая Ночь ~ Долгой Ночи
            Великий Зевок ~ Великого Зевка
            Парад летающих кроватей ~ Парада летающих кроватей
            Большое Пробуждение ~ Большого Пробуждения
            Ярмарка забытых слов ~ Ярмарки забытых слов
            Перелёт подушек ~ Перелёта подушек
            Затмение будильников ~ Затмения будильников
            # acts
            упасть вверх
            досмотреть старый сон
            приручить кошмар
            согнуть час
            вежливо открыть не ту дверь
            вспомнить сон в полдень
            вести кровать в тумане
            продать забытое слово
            проснуться и ничего не потерять
            пройти по боковой лестнице
            # foods
            лунный кисель
            невесомый зефир
            тёплый облачный пудинг
            маковый рулет
            # details
            Пахнет лавандой и старыми книгами.
            Дверь открывается сама и извиняется.
            Кто-то храпит в мажоре.
            Луна придвигается послушать.
            Перья сегодня падают вверх.
            Лестница опять передумала.
            Часы чуть-чуть тают, из доброты.
            Лестница забыла, куда ведёт.
            Перья падают вверх.
            Где-то опаздывают на давно сданный экзамен.
            У луны лицо учительницы.
            Дверь зевает и закрывается сама.
            Овца просит пересчитать её ещё раз.
            # sayings
            сон — самый короткий мост
            не буди дверь, которой снится
            что потерял ночью, то ищет тебя днём
            и кошмару хочется, чтобы погладили
            сон — это письмо без марки
            падай мягко, остальное приложится
            # tags
            дневникснов
            вполусне
            лунноемолоко
            мягкиечасы
            двери
            колыбельные
            # surnames
            Дремов
            Снов
            Перов
            Соловьёв
            Зевакин
            Подушкин
            Лунный
            Тишин
            """)
}
