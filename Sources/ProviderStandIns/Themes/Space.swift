extension ThemeTexts {
    /// Stars, ships and stations.
    static let space = ThemeTexts(
        english: """
            # names
            Farlight
            The Orbit of Orphans
            Perihelion
            The Thousand Stations
            Nova Littoral
            # about
            essence ~ a world of stations, comets and inhabited moons, where every window faces a different sky and home is a matter of trajectory.
            theme ~ Closeness across great distances: what people owe each other when help is light-minutes away
            palette ~ indigo, rose, pearl
            technology ~ Solar sails, gardens in glass rings, and old ship minds that collect gossip and refuse to be upgraded.
            society ~ Crews are families by contract; Navigators decide where to, Gardeners decide how long, and the Unmoored belong to nobody.
            culture ~ Birthdays are counted in orbits, farewells are sung twice, and nobody closes a hatch without knocking on it from inside.
            geography ~ A pale sun, eleven moons with weather of their own, the Shoals of broken ice, and the Quiet, where radios fail.
            history ~ The first ships came by mistake, missed their destination by four light years and decided that this was better.
            climate ~ Artificial spring, real solar storms, and frost on the inside of old windows.
            resources ~ Ice, helium, seeds and time: a delay may be paid in favours.
            conflict ~ The Beaconists want one network and one law for all stations; the Drift wants silence, distance and its own clocks.
            magic ~ There is none, officially; but every pilot has a gesture for luck and no one laughs at it.
            period ~ Year 412 of the Wrong Arrival
            speech ~ Station pidgin; important things are said twice because of the delay.
            style ~ retro-futuristic space art, deep starfields and soft neon planets
            # places
            Dock Seven ~ on Dock Seven ~ a busy spaceport dock with round windows and cargo drones
            the Garden Ring ~ in the Garden Ring ~ a glass ring full of terraced gardens above a planet
            the Observatory Deck ~ on the Observatory Deck ~ an observation deck with a huge window of stars
            the Café at the Airlock ~ in the Café at the Airlock ~ a tiny café with neon signs beside an airlock
            the Shoals ~ at the edge of the Shoals ~ a field of glittering ice fragments
            the Old Bridge ~ on the Old Bridge ~ the abandoned bridge of an ancient starship
            Moon Nine Bazaar ~ at Moon Nine Bazaar ~ a domed bazaar on a dusty moon
            the Signal Tower ~ at the Signal Tower ~ a slender antenna tower on a crater rim
            the Zero-G Ballroom ~ in the Zero-G Ballroom ~ a spherical ballroom with floating lamps
            # roles
            comet shepherd
            navigator without licence
            station gardener
            therapist of ship minds
            salvager of lost probes
            radio host of the night shift
            airlock poet
            inspector of gravity
            cartographer of silence
            seed smuggler
            engineer of artificial spring
            teacher of the second moon
            # things
            a star chart with one star too many
            a helmet with somebody's initials
            a seed from the old planet
            a radio that answers first
            a pocket sundial for moons
            a bolt from the first ship
            a bottle of comet ice
            a broken beacon
            a glove without its pair
            a logbook with missing days
            # events
            the Long Eclipse
            the Day of the Wrong Arrival
            the Comet Regatta
            the Silence Hour
            the Meteor Picnic
            the Changing of the Orbits
            the Festival of Returning Probes
            # acts
            land without instruments
            tune a sail by ear
            talk an old ship into one more flight
            grow tomatoes in low gravity
            find a lost probe
            dance without a floor
            send a message that arrives in time
            sleep through a solar storm
            read the stars backwards
            repair a beacon in the dark
            # foods
            a bowl of hydroponic ramen
            a tube of real strawberry jam
            a cup of reactor coffee
            a moon dumpling
            # details
            The ventilation hums an old song.
            Behind the window a comet combs its hair.
            It smells of ozone and tomato leaves.
            Somebody's coffee floats past in a perfect sphere.
            The lights dim for a second, as if thinking.
            Frost draws ferns on the inside of the hatch.
            The radio whispers in a language of clicks.
            # sayings
            far is only near with patience
            check your seal, then check your friend's
            every orbit is a promise to return
            no one is lost who is still being waited for
            the void is polite, it listens
            do not count stars, count windows
            # tags
            stationlife
            orbit
            stardust
            farlight
            zerogravity
            logbook
            # surnames
            Orbison
            Vega
            Halley
            Lagrange
            Novak
            Apogee
            Starling
            Keplin
            # motifs
            ringed planets
            drifting comets
            constellations and nebulae
            solar sails unfolding
            domed moon stations
            """,
        russian: """
            # names
            Дальний Огонь
            Орбита Сирот
            Перигелий
            Тысяча Станций
            Звёздное Взморье
            # about
            essence ~ мир станций, комет и обитаемых лун, где за каждым окном своё небо, а дом — вопрос траектории.
            theme ~ Близость на больших расстояниях: чем люди обязаны друг другу, когда до помощи световые минуты
            technology ~ Солнечные паруса, сады в стеклянных кольцах и старые разумы кораблей, которые коллекционируют сплетни и отказываются обновляться.
            society ~ Экипажи — семьи по договору; Навигаторы решают куда, Садовники — надолго ли, а Непришвартованные не принадлежат никому.
            culture ~ Дни рождения считают в витках, прощаются двумя песнями, и никто не закроет люк, не постучав в него изнутри.
            geography ~ Бледное солнце, одиннадцать лун со своей погодой, Отмели колотого льда и Затишье, где глохнут рации.
            history ~ Первые корабли прибыли по ошибке: промахнулись на четыре световых года и решили, что так даже лучше.
            climate ~ Искусственная весна, настоящие солнечные бури и иней на внутренней стороне старых иллюминаторов.
            resources ~ Лёд, гелий, семена и время: опоздание можно оплатить услугой.
            conflict ~ Маячники хотят одну сеть и один закон на все станции; Дрейф хочет тишины, расстояния и собственных часов.
            magic ~ Официально его нет; но у каждого пилота есть жест на удачу, и никто над ним не смеётся.
            period ~ 412-й год от Неверного Прибытия
            speech ~ Станционный говор; важное повторяют дважды — из-за задержки сигнала.
            style ~ ретрофутуристическая космическая живопись: глубокое звёздное небо и мягкий неон планет
            # places
            Седьмой причал ~ на Седьмом причале
            Садовое кольцо ~ в Садовом кольце
            Обзорная палуба ~ на Обзорной палубе
            кафе «У шлюза» ~ в кафе «У шлюза»
            Ледяные Отмели ~ на краю Ледяных Отмелей
            Старый мостик ~ на Старом мостике
            базар Девятой луны ~ на базаре Девятой луны
            Сигнальная башня ~ у Сигнальной башни
            бальный зал невесомости ~ в бальном зале невесомости
            # roles
            [пастух|пастушка] комет
            навигатор без лицензии
            станционный садовод
            психолог корабельных разумов
            [сборщик|сборщица] потерянных зондов
            [ведущий|ведущая] ночного эфира
            [шлюзовой поэт|шлюзовая поэтесса]
            [инспектор|инспекторша] гравитации
            картограф тишины
            [контрабандист|контрабандистка] семян
            инженер искусственной весны
            [учитель|учительница] со второй луны
            # things
            атлас с одной лишней звездой
            шлем с чужими инициалами
            семечко со старой планеты
            радио, которое отвечает первым
            карманные солнечные часы для лун
            болт с первого корабля
            лёд кометы в термосе
            маячок, который сломан и всё-таки мигает
            письмо без обратной орбиты
            журнал с пропавшими днями
            # events
            Долгое Затмение ~ Долгого Затмения
            День Неверного Прибытия ~ Дня Неверного Прибытия
            Регата Комет ~ Регаты Комет
            Час Тишины ~ Часа Тишины
            Метеорный пикник ~ Метеорного пикника
            Смена Орбит ~ Смены Орбит
            Праздник Вернувшихся Зондов ~ Праздника Вернувшихся Зондов
            # acts
            сесть без приборов
            настроить парус на слух
            уговорить старый корабль на ещё один рейс
            вырастить помидоры при слабой тяжести
            найти потерянный зонд
            танцевать без пола
            отправить письмо, которое придёт вовремя
            проспать солнечную бурю
            читать звёзды задом наперёд
            починить маяк в темноте
            # foods
            гидропонный рамен
            тюбик настоящего клубничного джема
            кофе с реактора
            лунный пельмень
            # details
            Вентиляция гудит старую песню.
            За иллюминатором комета расчёсывает хвост.
            Пахнет озоном и помидорной ботвой.
            Мимо идеальным шаром проплывает чей-то кофе.
            Свет на секунду тускнеет, будто задумался.
            Иней рисует на люке папоротники.
            Радио шепчет на языке щелчков.
            # sayings
            далеко — это близко плюс терпение
            проверь свой шлюз, потом шлюз друга
            каждая орбита — обещание вернуться
            пока тебя ждут, ты не потерян
            пустота вежлива, она слушает
            считай не звёзды, а окна
            # tags
            станция
            орбита
            звёзднаяпыль
            дальнийогонь
            невесомость
            бортжурнал
            # surnames
            Орбитин
            Звездин
            Галеев
            Космин
            Лунин
            Апогеев
            Вегин
            Кометов
            """)
}
