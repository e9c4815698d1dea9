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
            # things
            бурдюк, который не пустеет до конца
            ковёр с неоконченной историей
            астролябии зелёное стекло
            светильник без джинна
            план, начерченный на песке
            медяк времён реки
            платок от красного ветра
            свисток для верблюдов
            осколок Стеклянной равнины
            письмо, запечатанное солью
            # events
            Три Дня Красного Ветра ~ Трёх Дней Красного Ветра
            Ярмарка тысячи ламп ~ Ярмарки тысячи ламп
            Первые Финики ~ Первых Фиников
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
