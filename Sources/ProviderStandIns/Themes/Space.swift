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
            # work
            Herded three small comets past the station without waking anyone. The youngest has a new tail and wants everyone to see it. ~ There is ice dust on my visor, still glittering.
            Plotted a course by feel, since the charts belong to the guild. We arrived early and four light-minutes to the left, which is style. ~ If an inspector asks, I was asleep at the controls.
            First tomato of the orbit, round as a small sun. The whole shift came to look, and nobody dared to be the one who cuts it. ~ The basil has turned towards the wrong star again.
            My patient, a freighter of ninety thousand tonnes, admits that she counts her rivets when nobody calls. I prescribed a pen pal. ~ The reactor sighed in session, and that is progress.
            Hauled in a probe that has been saying "hello" for two hundred years. I answered. It went quiet, then it sent a smile in binary. ~ Something out there blinks twice and waits for me.
            Played a lullaby for dock nine, a love song for the tug that will not say whose, and eleven minutes of plain hum. The hum got the most requests. ~ It is three in the shift, and someone is always listening.
            Wrote four lines on the frost of the inner door. They lasted until the cycle opened, and two people cried in vacuum suits, which is difficult. ~ I rhyme best between two pressures.
            Corridor six is two per cent lighter than permitted. People walk there to feel young. I wrote "no defects found". ~ My plumb line swings even when I am at home.
            Added a new blank patch to the map, eleven hours wide, where even engines lower their voice. I named it after my grandmother. ~ I write softly so as not to spoil the data.
            Carried a single apricot stone past three scanners, in the only place nobody looks: an honest declaration. ~ One of my buttons is about to sprout.
            April is running two days late because somebody leaned on the lever. I have opened the windows of deck four and let the children shout; that speeds it up. ~ There is pollen in the filters, right on schedule.
            "Which way is down?" the little ones asked, and we spent the whole lesson looking. The best answer: "Where grandma is." ~ Chalk floats here, so I write with patience.
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
            A wrench floats by, unhurried.
            In the galley somebody has tied down the soup.
            The sun rises for the fourth time today.
            Through the porthole one can see home, the size of a button.
            The ventilation hums in a minor key.
            A cleaning robot gives way to its own shadow.
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
            # work
            [Провёл|Провела] мимо станции три маленькие кометы и никого не разбудил[|а]. У младшей новый хвост, и ей надо, чтобы видели все. ~ На стекле шлема ещё блестит ледяная пыль.
            Курс — на ощупь, карты-то у гильдии. Прибыли раньше срока и на четыре световые минуты левее. Это называется почерк. ~ Если спросит инспектор, я дремлю и ничего не трогаю.
            Первый помидор на этой орбите, круглый, как солнышко. Смотреть пришла вся смена, и никто не решается резать. ~ Базилик опять повернулся не к той звезде.
            Пациентка, грузовик на девяносто тысяч тонн, признаётся, что пересчитывает заклёпки, когда её долго не зовут. Прописана переписка. ~ На сеансе реактор вздохнул, а это уже успех.
            На борту зонд, двести лет он повторял «привет». Я ответил[|а]. Он помолчал и прислал улыбку в двоичном коде. ~ Что-то там, снаружи, мигает дважды и ждёт.
            В эфире колыбельная для девятого дока, песня для буксира, который не говорит, от кого, и одиннадцать минут простого гула. Больше всего заявок на гул. ~ Третий час смены, и кто-то всегда слушает.
            Четыре строки на инее внутренней двери. Прожили до открытия шлюза; двое плакали в скафандрах, а это неудобно. ~ Рифмую лучше всего между двумя давлениями.
            В шестом коридоре притяжение на два процента ниже нормы. Люди ходят туда помолодеть. В протоколе: «Нарушений нет». ~ Отвес качается, даже когда я дома.
            На карте новое белое пятно, одиннадцать часов в поперечнике: там даже двигатели говорят тише. Называю в честь бабушки. ~ Пишу вполголоса, чтобы не испортить измерения.
            Одна абрикосовая косточка, три сканера. Лучший тайник — честная декларация, её никто не читает. ~ Пуговица на куртке вот-вот даст росток.
            Апрель опаздывает на два дня: кто-то опёрся на рычаг. Открываю иллюминаторы на четвёртой палубе и разрешаю детям кричать, это ускоряет. ~ В фильтрах пыльца, точно по расписанию.
            «А где низ?» — спросили младшие, и весь урок мы искали. Лучший ответ: «Там, где бабушка». ~ Мел здесь летает, поэтому пишу терпением.
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
            Мимо неспешно проплывает гаечный ключ.
            На камбузе привязали суп.
            Солнце сегодня всходит в четвёртый раз.
            В иллюминаторе дом, размером с пуговицу.
            Вентиляция гудит в миноре.
            Робот-уборщик уступает дорогу своей тени.
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
