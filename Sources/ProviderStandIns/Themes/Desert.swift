extension ThemeTexts {
    /// Sands, caravans and oases.
    static let desert = ThemeTexts(
        english: """
            # names
            Sirocco
            The Amber Dunes
            Oasis of the Seven Wells
            Duneshadow
            The Caravan States
            # about
            essence ~ a world of wandering dunes and hidden wells, where water is the law and every shadow belongs to someone.
            theme ~ Hospitality against thirst: what one shares when there is never enough
            palette ~ sand, indigo, coral
            technology ~ Wind traps, sand ships on runners, glass grown in the sun, and astrolabes that know the wells.
            society ~ Wellkeepers judge, caravans trade, star readers advise; who refuses water to a stranger loses his name.
            culture ~ Stories are a currency, carpets are archives, and one drinks three cups before speaking of business.
            geography ~ Dunes that migrate like herds, the Glass Plain, red cliffs with cities inside, and the Singing Salt Sea without water.
            history ~ Once there was a river; it left in one night, and the nations have been following it ever since.
            climate ~ Burning days, nights of ice and stars, and a red wind that lasts exactly three days.
            resources ~ Water, salt, glass, dates, and shade, which is rented by the hour.
            conflict ~ The Settled want to dam the last springs; the Wanderers swear that water which stands still forgets.
            magic ~ Mirages may be bargained with: a few keep their word.
            period ~ The third century after the River
            speech ~ Slow and courteous; forty greetings, and one farewell that is never used.
            style ~ sun-drenched desert illustration, warm dunes and turquoise domes
            # places
            the Well of Voices ~ at the Well of Voices ~ an ancient stone well among palm trees
            the Carpet Bazaar ~ at the Carpet Bazaar ~ a bazaar of hanging carpets and brass lamps
            the Glass Plain ~ on the Glass Plain ~ a plain of fused glass mirroring the sky
            Red Cliff City ~ in Red Cliff City ~ a city carved into red cliffs
            the Caravanserai ~ in the Caravanserai ~ a caravanserai courtyard with resting camels
            the Date Garden ~ in the Date Garden ~ a green oasis garden of date palms
            the Sand Harbour ~ in the Sand Harbour ~ a harbour of sailing sand ships between dunes
            the Dome of Stars ~ under the Dome of Stars ~ a turquoise observatory dome
            the Buried Gate ~ at the Buried Gate ~ a monumental gate half buried in sand
            # roles
            wellkeeper
            captain of a sand ship
            reader of dunes
            carpet archivist
            mirage negotiator
            glass grower
            salt caravan accountant
            astrolabe maker
            shade landlord
            teller of the river's story
            camel doctor
            date sommelier
            # work
            The bucket came up with water, a star and somebody's thanks. I poured out all three in equal cups. ~ The rope is dry to the ninth knot.
            We sailed nine dunes on one breath of wind. The anchor is a camel called Patience, and she was asleep the whole way. ~ Sand in the compass, but it was lying anyway.
            The eastern dune has added a paragraph overnight. It is about us, and it is kinder than we deserve. ~ I read slowly; the wind turns the pages.
            Catalogued a rug in which four generations tied the same mistake on purpose. Under it I found a fifth, in red wool, very small. ~ I walk barefoot here, so as not to argue with the text.
            The mirage opened with a lake and settled for a puddle and two palms. I gave it my word and an old umbrella. ~ My counterpart is shimmering, so it must be noon.
            Harvested the first green bottles this morning. They grow towards lightning and break towards music, so nobody sang until noon. ~ The seedlings clink when I breathe.
            Forty sacks out, thirty-nine and a very licked camel in. I have entered the camel under "losses, happy". ~ My columns do not add up, but they rhyme.
            Finished a ring that shows where you were most loved. The customer turned it for an hour and then simply went home. ~ There is brass in my eyebrows and Orion on the bench.
            Rented the north wall by the quarter-hour; a poet paid with a line, a judge with silence. The silence was cooler. ~ My property moves east at two o'clock.
            Told the river up to the third bend, where it meets the girl. A child asked whether it will ever come back. I said: every time we tell it. ~ My throat is dry in the right places.
            Diagnosis: vanity. The patient had been told about his lashes. Prescribed two days among goats. ~ I have been spat on three times, affectionately.
            A date from the north slope: caramel, smoke, a hint of farewell. One should eat it alone and then write to somebody. ~ The stone of the day is under my tongue.
            # things
            a flask that is never quite empty
            a carpet with an unfinished story
            an astrolabe of green glass
            a lamp without a genie
            a map drawn in sand
            a coin from the river age
            a veil against the red wind
            a whistle for calling camels
            a shard of the Glass Plain
            a letter sealed with salt
            # events
            the Three Days of Red Wind
            the Fair of a Thousand Lamps
            the First Dates
            the Race of Sand Ships
            the Night of the River
            the Counting of the Wells
            the Great Mirage
            # acts
            find water by listening
            bargain with a mirage
            cross the dunes without a shadow
            tell a story in three cups
            sail against the sand
            weave a secret into a carpet
            read the stars before they set
            calm an offended camel
            share the last sip
            sleep through the red wind
            # foods
            a honeyed date cake
            a glass of mint tea
            a flatbread from hot stones
            a bowl of saffron lentils
            # details
            It smells of hot stone and cardamom.
            The dunes hum in a low voice.
            A lizard draws a signature in the sand.
            The air trembles like a plucked string.
            Lamps are lit one after another, as if telling a story.
            The wind turns a page of sand.
            Stars are so near that one lowers one's voice.
            The horizon has moved a little closer to listen.
            A lizard changes feet, one after the other.
            Tea is poured from very high up, as it should be.
            Somewhere a caravan is humming to keep in step.
            The sand still holds the heat of the day, like a grudge.
            Shadows are being shared.
            # sayings
            share water first, opinions later
            a dune is never where you left it
            three cups make a friend
            the mirage lies, but it shows what you want
            shade is wealth
            follow the one who is not in a hurry
            # tags
            dunes
            oasislife
            threecups
            caravan
            redwind
            underthestars
            # surnames
            Al-Rimal
            Dunar
            Sahrin
            Qamar
            Oasim
            Safran
            Zafir
            Marid
            # motifs
            rolling golden dunes
            caravans on the horizon
            turquoise domes
            palm silhouettes
            brass lamps and patterned carpets
            """,
        russian: """
            # names
            Сирокко
            Янтарные Дюны
            Оазис Семи Колодцев
            Тень Дюн
            Караванные Земли
            # about
            essence ~ мир бродячих дюн и тайных колодцев, где вода — закон, а у каждой тени есть хозяин.
            theme ~ Гостеприимство против жажды: чем делиться, когда всегда мало
            technology ~ Ловушки ветра, песчаные корабли на полозьях, стекло, выращенное на солнце, и астролябии, знающие колодцы.
            society ~ Хранители колодцев судят, караваны торгуют, звездочёты советуют; кто откажет чужаку в воде, лишается имени.
            culture ~ Истории здесь — деньги, ковры — архивы, и о деле говорят лишь после третьей чашки.
            geography ~ Дюны кочуют, как стада; есть Стеклянная равнина, красные скалы с городами внутри и Поющее соляное море без воды.
            history ~ Когда-то здесь была река; она ушла за одну ночь, и народы до сих пор идут за ней следом.
            climate ~ Палящие дни, ночи из льда и звёзд и красный ветер, который дует ровно три дня.
            resources ~ Вода, соль, стекло, финики и тень, которую сдают по часам.
            conflict ~ Оседлые хотят запереть последние родники; Странники клянутся, что стоячая вода забывает.
            magic ~ С миражами можно торговаться: некоторые держат слово.
            period ~ Третий век после Реки
            speech ~ Неспешная и учтивая; сорок приветствий и одно прощание, которое никогда не произносят.
            style ~ залитая солнцем пустыня: тёплые дюны и бирюзовые купола
            # places
            Колодец Голосов ~ у Колодца Голосов
            Ковровый базар ~ на Ковровом базаре
            Стеклянная равнина ~ на Стеклянной равнине
            город Красных Скал ~ в городе Красных Скал
            караван-сарай ~ в караван-сарае
            Финиковый сад ~ в Финиковом саду
            Песчаная гавань ~ в Песчаной гавани
            Купол Звёзд ~ под Куполом Звёзд
            Погребённые врата ~ у Погребённых врат
            # roles
            [хранитель|хранительница] колодца
            капитан песчаного корабля
            [чтец|чтица] дюн
            архивариус ковров
            [переговорщик|переговорщица] с миражами
            [садовник|садовница] стекла
            счетовод соляного каравана
            мастер астролябий
            [хозяин|хозяйка] тени
            [сказитель|сказительница] реки
            [верблюжий лекарь|верблюжья лекарка]
            [дегустатор|дегустаторша] фиников
            # work
            В ведре вода, звезда и чьё-то «спасибо». Всё три поровну. ~ Верёвка сухая до девятого узла.
            Девять барханов на одном вдохе ветра. Якорь у нас — верблюдица Терпение, всю дорогу спала. ~ В компасе песок, но он и так привирал.
            Восточный бархан дописал за ночь абзац. Он про нас, и добрее, чем мы заслужили. ~ Читаю медленно, страницы листает ветер.
            Описываю ковёр: четыре поколения нарочно вязали одну и ту же ошибку. Под ним нашлась пятая, красной шерстью, совсем маленькая. ~ Хожу босиком, чтобы не спорить с текстом.
            Мираж начал с озера, сошлись на луже и двух пальмах. Даю слово и старый зонт. ~ Другая сторона дрожит, значит, полдень.
            С утра первый урожай зелёных бутылок. Растут к молнии, лопаются от музыки, так что до обеда никто не пел. ~ Рассада позвякивает от дыхания.
            Вышло сорок мешков, дошло тридцать девять и облизанный верблюд. Записан в графу «потери, счастливые». ~ Столбцы не сходятся, зато рифмуются.
            Готово кольцо, которое показывает, где тебя любили больше всего. Заказчик крутил час и просто пошёл домой. ~ В бровях латунь, на верстаке Орион.
            Северная стена сдаётся по четверти часа: поэт заплатил строкой, судья молчанием. Молчание прохладнее. ~ В два часа моя недвижимость уходит на восток.
            Рассказ дошёл до третьей излучины, где река встречает девушку. Ребёнок спросил, вернётся ли она. Говорю: каждый раз, когда рассказываем. ~ В горле сухо там, где надо.
            Диагноз: тщеславие. Пациенту рассказали про его ресницы. Назначено два дня среди коз. ~ Три плевка за утро, все ласковые.
            Финик с северного склона: карамель, дым, нотка прощания. Есть одному, а после кому-нибудь написать. ~ Косточка дня под языком.
            # things
            бурдюк, который не пустеет до конца
            ковёр с неоконченной историей
            стекло зелёной астролябии
            светильник без джинна
            план, начерченный на песке
            медяк времён реки
            платок от красного ветра
            свисток для верблюдов
            осколок Стеклянной равнины
            письмо, запечатанное солью
            # events
            Время Красного Ветра ~ Времени Красного Ветра
            Ярмарка тысячи ламп ~ Ярмарки тысячи ламп
            Праздник Первых Фиников ~ Праздника Первых Фиников
            Гонка песчаных кораблей ~ Гонки песчаных кораблей
            Ночь Реки ~ Ночи Реки
            Перепись колодцев ~ Переписи колодцев
            Великий Мираж ~ Великого Миража
            # acts
            находить воду на слух
            торговаться с миражом
            перейти дюны без тени
            рассказать историю за три чашки
            идти под парусом против песка
            выткать на ковре секрет
            дочитать звёзды до рассвета
            успокоить обиженного верблюда
            разделить последний глоток
            проспать красный ветер
            # foods
            медовый финиковый пирог
            мятный чай
            хлеб с горячих камней
            шафрановый плов
            # details
            Пахнет горячим камнем и кардамоном.
            Дюны низко гудят.
            Ящерица расписывается на песке.
            Воздух дрожит, как струна.
            Лампы зажигают одну за другой, будто рассказывают историю.
            Ветер переворачивает страницу песка.
            Звёзды так близко, что хочется говорить тише.
            Горизонт придвинулся послушать.
            Ящерица переступает с лапы на лапу.
            Чай льют с большой высоты, как положено.
            Где-то караван напевает, чтобы не сбиться с шага.
            Песок держит дневной жар, как обиду.
            Тенью делятся.
            # sayings
            сначала поделись водой, потом мнением
            дюна никогда не там, где ты её оставил
            три чашки — и ты друг
            мираж лжёт, но показывает, чего ты хочешь
            тень — это богатство
            иди за тем, кто не спешит
            # tags
            дюны
            оазис
            тричашки
            караван
            красныйветер
            подзвёздами
            # surnames
            Песков
            Караванов
            Барханов
            Самумов
            Финиковский
            Шафранов
            Колодин
            Миражин
            """)
}
