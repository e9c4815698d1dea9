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
            # work
            Patched a gas bag at nine hundred metres with a needle, a curse and my own scarf. She purred all the way home. ~ My gloves smell of hydrogen and good decisions.
            The six o'clock whistle was sad, and the whole quarter went to work sad. One turn of the screw, and half the street is dancing to the gates. ~ I am in B flat today, do not ask me to hurry.
            Won a duel over a folding teapot. My opponent's seal was older, my teapot actually pours. We drank it to the last drop. ~ There is a fresh stamp on my collar; the ink was meant for him.
            Chimney forty-one leads to chimney eight, eight leads to a tea room, and none of that is on the official plan. Now it is. ~ I have soot behind my ears and north in my nose.
            Changed the oil of an old footman who still asks for a family that left. I told him they are late. He polished the spoons again. ~ Ward two ticks in its sleep.
            Followed a capsule through eleven junctions to a wall. Behind the wall: a boy, a mitten over the pipe, and the finest stamp collection in town. ~ The tubes whisper, and I take notes.
            Finished a machine that applauds when nobody is there. It works so well that I had to leave the room to be sure. ~ Three screws are left over, as always, and they look proud.
            The baroness asked for something light, so I brought the feather atlas. She read it with a monocle and said that birds are badly insured. ~ Shelf twelve is warm again, the boiler is reading.
            The station clock and I had a talk. It runs late because nobody has ever waited for it. Tonight I waited. It struck on time. ~ I never wind a watch before asking how it slept.
            A shovel is an argument with two premises and a flame. I fed the boiler Hegel today, four volumes; it prefers birch. ~ I have black hands and a clear conscience.
            The tram stepped over a wedding today, carefully, one leg after the other. The bride waved a ticket. I punched it in the shape of a heart. ~ Mind the third knee, please, it is shy.
            Drew a bridge so convincing that the council has already opened it. I may have to build it before somebody crosses. ~ My lines are false and very straight.
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
            A pressure gauge trembles between two opinions.
            Soot is falling, almost tenderly.
            An automaton bows to a lamp post.
            The pavement shakes in time: the city is walking.
            Someone has hung washing from the wing of an airship.
            A valve sighs with relief.
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
            # work
            Латаю баллон на высоте девятисот метров: игла, крепкое слово и собственный шарф. Обратно она шла мурлыча. ~ Перчатки пахнут водородом и верными решениями.
            Шестичасовой гудок грустил, и весь квартал шёл на смену грустным. Четверть оборота винта — и пол-улицы идёт вприпрыжку. ~ Я сегодня в си-бемоле, не торопите.
            Дуэль из-за складного чайника за мной. Печать у соперника старше, зато мой чайник наливает. Допили вместе. ~ На воротничке свежий штемпель, предназначенный не мне.
            Сорок первая труба выходит в восьмую, восьмая — в чайную, и на официальном плане этого нет. Теперь есть. ~ За ушами сажа, в носу север.
            Меняю масло старому лакею: он всё ждёт семью, которая уехала. Говорю: опаздывают. Он снова чистит ложки. ~ Вторая палата тикает во сне.
            Капсула, одиннадцать развилок, стена. За стеной мальчишка, варежка на трубе и лучшая в городе коллекция марок. ~ Трубы шепчутся, я записываю.
            Готова машина, которая аплодирует, когда никого нет. Работает так хорошо, что для проверки пришлось выйти. ~ Осталось три лишних винта, и вид у них гордый.
            Баронесса просила что-нибудь лёгкое, несу атлас перьев. Прочла с моноклем и сказала, что птицы плохо застрахованы. ~ Двенадцатая полка тёплая: котёл читает.
            Поговорили с вокзальными часами. Отстают, потому что их самих никто никогда не ждал. Сегодня я жду. Пробили вовремя. ~ Не завожу часы, не спросив, как спалось.
            Лопата — это довод с двумя посылками и огнём. Скормил[|а] котлу четыре тома Гегеля, но он предпочитает берёзу. ~ Руки чёрные, совесть чистая.
            Трамвай перешагнул через свадьбу, осторожно, лапа за лапой. Невеста махала билетом. Компостирую сердечком. ~ Осторожнее с третьим коленом, оно стесняется.
            Начертил[|а] мост так убедительно, что совет его уже открыл. Придётся построить, пока никто не пошёл. ~ Линии у меня поддельные, зато прямые.
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
            Гонка дирижаблей ~ Гонки дирижаблей
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
            Стрелка манометра дрожит между двумя мнениями.
            Сажа падает почти нежно.
            Автоматон кланяется фонарному столбу.
            Мостовая подрагивает в такт: город идёт.
            На крыле дирижабля кто-то развесил бельё.
            Клапан облегчённо вздыхает.
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
