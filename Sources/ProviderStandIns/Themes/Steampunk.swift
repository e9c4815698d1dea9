extension ThemeTexts {
    /// Steam, brass and clockwork.
    static let steampunk = ThemeTexts(
        english: """
            # names
            Brasshaven
            The Boiler Republic
            Cogsworth Reach
            Vaporia
            The City of Nine Chimneys
            # about
            essence ~ a world of brass and steam, where cities walk, clocks have opinions and every dream begins with a blueprint.
            theme ~ Progress with soot on its face: invention, ambition and those who shovel the coal
            palette ~ copper, cream, burgundy
            technology ~ Steam automata, airships on tethers, pneumatic mail in every wall, and patents on things that do not yet work.
            society ~ Guilds own the machines, Stokers keep them alive, and inventors live on promises; whoever wears gloves is suspected of not working.
            culture ~ Duels are fought with contraptions, courtship is done by pneumatic post, and a burnt finger counts as an education.
            geography ~ Terraced cities over coal valleys, a canal sea full of paddle ships, and the Rust Desert, where old machines go to die.
            history ~ The First Boiler exploded, and from the crater grew the capital; the day is still celebrated with whistles.
            climate ~ Warm drizzle of condensed steam, red sunsets, and one clear week a year when everyone looks up.
            resources ~ Coal, copper, quicksilver, and clean air, which is sold in bottles to those who can pay.
            conflict ~ The Accelerators want machines to think; the Hand Guild wants them to stay tools.
            magic ~ What cannot be explained is called pressure; there is a ministry for it.
            period ~ The forty-third year of the Pressure Calendar
            speech ~ Quick, polite and full of technical terms; whistles replace curses.
            style ~ ornate steampunk engraving, warm brass tones and drifting steam
            # places
            Gear Square ~ on Gear Square ~ a square with a giant turning gear in the middle
            the Airship Quay ~ on the Airship Quay ~ a high quay with moored airships and rope ladders
            the Patent Office ~ in the Patent Office ~ an office full of ticking prototypes and paper towers
            the Steam Baths ~ in the Steam Baths ~ tiled steam baths with copper pipes
            Chimney Row ~ on Chimney Row ~ a row of soot-dark houses under smoking chimneys
            the Clockwork Theatre ~ in the Clockwork Theatre ~ a velvet theatre with mechanical actors
            the Teahouse "Valve" ~ in the Teahouse "Valve" ~ a teahouse with hissing samovars and brass lamps
            the Walking Bridge ~ on the Walking Bridge ~ a bridge on mechanical legs above a canal
            the Automaton Graveyard ~ in the Automaton Graveyard ~ rows of rusty automata overgrown with ivy
            # roles
            airship mechanic
            tuner of whistles
            patent duellist
            chimney cartographer
            nurse of automata
            pneumatic post detective
            inventor of useless machines
            coal baroness's librarian
            watch whisperer
            stoker with a philosophy degree
            conductor of the walking tram
            forger of blueprints
            # things
            a pocket watch that runs on lies
            a brass beetle with a letter inside
            a blueprint without a signature
            a monocle that sees yesterday
            a key for wind-up hearts
            a valve that sighs
            a mechanical canary
            a bottle of mountain air
            a spanner of blue steel
            a music box with a missing tooth
            # events
            the Boiler Jubilee
            the Airship Races
            the Week of Clear Sky
            the Night of Whistles
            the Parade of Automata
            the Great Patent Auction
            the Day Without Steam
            # acts
            wind a clock without waking it
            repair an airship in flight
            win a patent duel
            teach an automaton to laugh
            brew tea at full pressure
            read a blueprint in the dark
            outrun a walking tram
            tune a whistle to a heartbeat
            polish brass until it confesses
            build a machine for apologies
            # foods
            a boiler-baked pie
            a cup of samovar tea
            a coal-grilled sausage
            a copper-pot toffee
            # details
            It smells of oil, tea and hot copper.
            A pipe in the wall clears its throat.
            The steam writes letters in the air and erases them.
            Gears turn somewhere, patient as grandmothers.
            A whistle announces that it is exactly now.
            Soot settles on the windowsill like black snow.
            A mechanical pigeon lands and salutes.
            # sayings
            pressure is only patience with a lid
            oil the small wheel first
            a machine forgives what a gentleman does not
            every whistle was once a breath
            measure twice, explode once
            rust is time showing its work
            # tags
            steamlife
            brassandsoot
            clockwork
            patentpending
            airship
            gears
            # surnames
            Cogwell
            Brasswick
            Ratchet
            Steamer
            Pistonby
            Copperfield
            Boilerman
            Springer
            # motifs
            turning brass gears
            airships among clouds
            curling steam and copper pipes
            glowing gas lamps
            clock towers
            """,
        russian: """
            # names
            Латунная Гавань
            Котельная Республика
            Шестерёнск
            Паровия
            Город Девяти Труб
            # about
            essence ~ мир латуни и пара, где города умеют ходить, часы имеют мнение, а каждая мечта начинается с чертежа.
            theme ~ Прогресс с сажей на лице: изобретения, честолюбие и те, кто бросает уголь
            technology ~ Паровые автоматоны, дирижабли на привязи, пневмопочта в каждой стене и патенты на то, что ещё не работает.
            society ~ Гильдии владеют машинами, кочегары держат их живыми, изобретатели живут обещаниями; кто в перчатках, того подозревают в безделье.
            culture ~ На дуэлях сражаются механизмами, ухаживают по пневмопочте, а обожжённый палец считается образованием.
            geography ~ Террасы городов над угольными долинами, море каналов с колёсными пароходами и Ржавая пустыня, куда уходят умирать старые машины.
            history ~ Первый Котёл взорвался, и в воронке выросла столица; этот день до сих пор отмечают свистками.
            climate ~ Тёплая морось из остывшего пара, красные закаты и одна ясная неделя в году, когда все смотрят вверх.
            resources ~ Уголь, медь, ртуть и чистый воздух, который продают в бутылках тем, кому он по карману.
            conflict ~ Ускорители хотят, чтобы машины думали; Гильдия Рук — чтобы они оставались инструментом.
            magic ~ Необъяснимое называют давлением; при нём есть министерство.
            period ~ Сорок третий год по календарю Давления
            speech ~ Быстрая, вежливая, полная терминов; ругательства заменяют свистом.
            style ~ узорчатая стимпанк-гравюра: тёплая латунь и клубы пара
            # places
            Шестерёночная площадь ~ на Шестерёночной площади
            причал дирижаблей ~ на причале дирижаблей
            Патентное бюро ~ в Патентном бюро
            Паровые бани ~ в Паровых банях
            Трубный ряд ~ в Трубном ряду
            Заводной театр ~ в Заводном театре
            чайная «Клапан» ~ в чайной «Клапан»
            Шагающий мост ~ на Шагающем мосту
            кладбище автоматонов ~ на кладбище автоматонов
            # roles
            механик дирижаблей
            [настройщик|настройщица] гудков
            [патентный дуэлянт|патентная дуэлянтка]
            картограф дымоходов
            [санитар|сестра милосердия] автоматонов
            детектив пневмопочты
            [изобретатель|изобретательница] бесполезных машин
            библиотекарь угольной баронессы
            [заклинатель|заклинательница] часов
            кочегар с дипломом философа
            [кондуктор|кондукторша] шагающего трамвая
            [подделыватель|подделывательница] чертежей
            # things
            хронометр, который ходит на лжи
            латунный жук с письмом внутри
            чертёж без подписи
            монокль, видящий вчерашнее
            ключ для заводных сердец
            клапан, который вздыхает
            механический кенар
            воздух с гор в бутылке
            гаечный ключ из синей стали
            органчик с выпавшим зубцом
            # events
            Юбилей Котла ~ Юбилея Котла
            Гонки дирижаблей ~ Гонок дирижаблей
            Неделя Ясного Неба ~ Недели Ясного Неба
            Ночь Гудков ~ Ночи Гудков
            Парад автоматонов ~ Парада автоматонов
            Большой патентный торг ~ Большого патентного торга
            День Без Пара ~ Дня Без Пара
            # acts
            завести часы, не разбудив их
            чинить дирижабль на лету
            выиграть патентную дуэль
            научить автоматон смеяться
            заварить чай под полным давлением
            читать чертёж в темноте
            обогнать шагающий трамвай
            настроить гудок под стук сердца
            чистить латунь, пока не признается
            построить машину для извинений
            # foods
            пирог из котла
            чай из ведёрного самовара
            шпикачки на углях
            медный ирис
            # details
            Пахнет маслом, чаем и горячей медью.
            Труба в стене откашливается.
            Пар пишет в воздухе буквы и стирает.
            Где-то вращаются шестерни, терпеливые, как бабушки.
            Гудок объявляет, что сейчас ровно сейчас.
            Сажа ложится на подоконник чёрным снегом.
            Механический голубь садится и отдаёт честь.
            # sayings
            давление — это терпение с крышкой
            смажь сначала малое колесо
            машина прощает то, чего не прощает джентльмен
            каждый гудок когда-то был вдохом
            семь раз отмерь, один раз взорви
            ржавчина — это время за работой
            # tags
            парижизнь
            латуньисажа
            заводное
            патентзаявлен
            дирижабль
            шестерни
            # surnames
            Шестернин
            Латунский
            Котлов
            Паров
            Поршнев
            Медников
            Кочегаров
            Пружинин
            """)
}
