extension ThemeTexts {
    /// Streets, roofs and neighbours.
    static let city = ThemeTexts(
        english: """
            # names
            Everstreet
            The City of a Thousand Stairs
            Tramhaven
            Rooftopia
            The Lower Boulevards
            # about
            essence ~ a world that is a single endless city, where districts have moods, trams know the gossip and every roof is somebody's garden.
            theme ~ Strangers side by side: chance meetings, shared walls and the courage to ring a bell
            palette ~ amber, navy, cream
            technology ~ Trams, lifts, pneumatic bins and streetlamps that brighten for those who are sad.
            society ~ Housekeepers govern by staircase; the Tram Drivers' Union has never lost a strike; the Roof People pay rent in tomatoes.
            culture ~ People collect doorbells, read other people's balconies like books, and never lock the communal kitchen.
            geography ~ No one has found the outskirts. There is the Harbour of Lifts, the Quarter Under the Bridges, and a park that moves.
            history ~ It was founded by seven families who quarrelled over a single well; the well is now a metro station.
            climate ~ Warm asphalt summers, umbrella autumns, and one morning of snow that everyone is late for.
            resources ~ Space, sunlight on a balcony, parking for bicycles, and good neighbours.
            conflict ~ The Planners draw straight lines; the Residents keep planting trees on them.
            magic ~ Whoever gets lost on purpose finds exactly what they need, once a year.
            period ~ The era of the Third Tram Line
            speech ~ Every street has its accent; directions are given in smells.
            style ~ cosy urban illustration, lit windows, tram lines and evening glow
            # places
            Tram Stop Nine ~ at Tram Stop Nine ~ a tram stop under a flickering lamp
            the Thousand Stairs ~ on the Thousand Stairs ~ endless stairs between crooked houses
            the Roof Gardens ~ in the Roof Gardens ~ rooftop gardens with water tanks and laundry
            the Night Bakery ~ in the Night Bakery ~ a bakery with a warm lit window at night
            the Moving Park ~ in the Moving Park ~ a park of old trees between tall houses
            the Quarter Under the Bridges ~ in the Quarter Under the Bridges ~ small houses nestled under huge bridge arches
            the Grand Arcade ~ in the Grand Arcade ~ a glass-roofed shopping arcade
            the Yard with the Fig Tree ~ in the Yard with the Fig Tree ~ an inner courtyard with a fig tree and bicycles
            the Clock Station ~ at the Clock Station ~ a railway station with a huge round clock
            # roles
            tram driver of line three
            roof gardener
            collector of doorbells
            night baker of the boulevard
            staircase judge
            lamp therapist
            courier on a folding bicycle
            guide for those who are lost
            balcony librarian
            repairer of umbrellas
            chronicler of the yard
            inspector of echoes
            # work
            Line three took the long way round today because the wires were humming something sad. Nobody got off. At the terminus they clapped for the tram. ~ The doors sighed at every stop, and so did I.
            Cucumbers on the post office, roses on the police. From up here the city looks as if it were waiting to be watered. ~ I have a bucket, nine storeys and no lift.
            A doorbell from Lime Street that only rings for good news. It has been quiet for years. Yesterday, at four, it cleared its throat. ~ My hall has forty buttons, and all of them work.
            Three hundred loaves by four, and one small one for the street sweeper, who pretends that she has merely stopped to tie her shoe. ~ I live in the hours that others dream.
            Case of the pram against the bicycle, second floor. Verdict: both were there first. The staircase was satisfied and creaked. ~ The banister is my bench, and it is freshly waxed.
            Lamp eighty-four flickers whenever couples part beneath it. We talked. It stays lit now, and they stay longer. ~ My patients are all on until six.
            Nine parcels, two hills, one chain that came off out of sympathy. I folded the bicycle under my arm and delivered the last one at a run. ~ The wind was against me personally.
            Found a gentleman who had been lost since spring. He did not want to be led out; he wanted to be shown where the good coffee is. ~ I get lost on purpose, twice a day, to stay in practice.
            Lent a novel across the yard by rope. It came back with a geranium between pages ninety and ninety-one, which is the kiss. ~ The basket is going down, mind the cat.
            Fixed nine ribs and one broken heart; the owner had only come in out of the rain. No charge for the second. ~ The forecast is dry, so I am reading poetry.
            Entry four thousand and two: nobody quarrelled, the swing squeaked, Mrs. Third Floor laughed. Underlined twice. ~ The pencil is tied to the bench, and so am I.
            The underpass returns voices four seconds late and a little kinder. No violation. I came back after work, to be told goodnight. ~ I stamp my feet for a living.
            # things
            a doorbell with a stranger's name
            a tram ticket from a closed line
            a key that fits three doors
            an umbrella with a story
            a map of shortcuts
            a window box of basil
            a bicycle bell that sings
            a postcard without an address
            a lamp from the old boulevard
            a spare button of the mayor
            # events
            the Day of Open Windows
            the Tram Jubilee
            the Great Umbrella Swap
            the Night of Roofs
            the Courtyard Concerts
            the Morning of Snow
            the Festival of Neighbours
            # acts
            get lost on purpose
            talk to the neighbours upstairs
            cross the city without a plan
            grow tomatoes on a roof
            catch the last tram
            return an umbrella
            learn all the shortcuts
            make peace on the staircase
            wake up before the city
            find a quiet bench
            # foods
            a bun from the night bakery
            a paper cone of roasted nuts
            a courtyard soup
            a strong coffee from the kiosk
            # details
            It smells of rain on warm asphalt.
            A tram rings twice, as if greeting.
            Somebody waters the balcony and the passers-by.
            Windows light up like an advent calendar.
            A pigeon walks by with important business.
            Music comes out of a basement and sits on the steps.
            The lift sighs between floors.
            Somewhere a lift stops between two moods.
            A pigeon takes the tram, one stop only.
            On the second floor they are frying fish and making peace.
            All the traffic lights agree, for once.
            A window repeats the sunset for those who missed it.
            Someone whistles up from the yard, and five heads look out.
            # sayings
            every wall has two sides and one ear
            the shortest way is the one with a bakery
            ring first, then worry
            a city is a promise to strangers
            the last tram waits for no genius
            look up, that is where the city lives
            # tags
            citylife
            lasttram
            rooftops
            neighbours
            courtyard
            nightbakery
            # surnames
            Tramwell
            Avenue
            Stairs
            Bridgewater
            Lampkin
            Corner
            Parker
            Courtenay
            # motifs
            lit windows at dusk
            tram wires against the sky
            rooftop gardens
            winding stairs
            streetlamps in the rain
            """,
        russian: """
            # names
            Вечная Улица
            Город Тысячи Лестниц
            Трамвайная Гавань
            Крышеград
            Нижние Бульвары
            # about
            essence ~ один бесконечный город, где у районов бывает настроение, трамваи знают все сплетни, а каждая крыша — чей-то сад.
            theme ~ Незнакомцы бок о бок: случайные встречи, общие стены и смелость позвонить в дверь
            technology ~ Трамваи, лифты, пневматические урны и фонари, которые светят ярче тем, кому грустно.
            society ~ Правят домоправители — по лестницам; профсоюз вагоновожатых не проиграл ни одной забастовки; жители крыш платят помидорами.
            culture ~ Здесь собирают дверные звонки, читают чужие балконы, как книги, и никогда не запирают общую кухню.
            geography ~ Окраин никто не нашёл. Есть Гавань Лифтов, Квартал под мостами и парк, который переезжает.
            history ~ Город основали семь семей, поссорившихся из-за одного колодца; теперь в колодце станция метро.
            climate ~ Асфальтовое лето, зонтичная осень и одно снежное утро, на которое все опаздывают.
            resources ~ Место, солнце на балконе, стоянка для велосипеда и хорошие соседи.
            conflict ~ Планировщики чертят прямые линии; Жильцы сажают на них деревья.
            magic ~ Кто заблудится нарочно, раз в год находит ровно то, что нужно.
            period ~ Эпоха Третьей трамвайной линии
            speech ~ У каждой улицы свой выговор; дорогу объясняют запахами.
            style ~ уютная городская иллюстрация: окна, трамвайные провода и вечерний свет
            # places
            Девятая остановка ~ на Девятой остановке
            Тысяча Лестниц ~ на Тысяче Лестниц
            сады на крышах ~ в садах на крышах
            Ночная пекарня ~ в Ночной пекарне
            Переезжающий парк ~ в Переезжающем парке
            Квартал под мостами ~ в Квартале под мостами
            Большой пассаж ~ в Большом пассаже
            двор с инжиром ~ во дворе с инжиром
            Часовой вокзал ~ на Часовом вокзале
            # roles
            [вагоновожатый|вагоновожатая] третьей линии
            садовод на крыше
            [собиратель|собирательница] дверных звонков
            пекарь ночного бульвара
            [лестничный судья|лестничная судья]
            психолог фонарей
            курьер на складном велосипеде
            [проводник|проводница] для заблудившихся
            балконный библиотекарь
            [починщик|починщица] зонтов
            [летописец|летописица] двора
            [инспектор|инспекторша] эха
            # work
            Третья линия шла в обход: провода гудели что-то грустное. Никто не вышел. На конечной трамваю хлопали. ~ Двери вздыхали на каждой остановке, я тоже.
            На почте огурцы, на полиции розы. Сверху город такой, будто ждёт, чтобы полили. ~ Ведро, девять этажей, лифта нет.
            Звонок с Липовой улицы звонит только к хорошим новостям. Молчал годами. Вчера в четыре откашлялся. ~ В прихожей сорок кнопок, и все живые.
            Триста буханок к четырём и одна маленькая — дворничихе: она будто бы шнурки завязывает. ~ Живу в часах, которые другим снятся.
            Дело «Коляска против велосипеда», второй этаж. Решение: оба раньше. Лестница довольна, скрипнула. ~ Перила — моя кафедра, и они натёрты.
            Восемьдесят четвёртый мигает, когда под ним расстаются. Поговорили. Теперь горит ровно, и прощаются дольше. ~ Мои пациенты горят до шести.
            Девять посылок, два подъёма, цепь слетела из сочувствия. Велосипед под мышку, последнюю — бегом. ~ Ветер сегодня был лично против меня.
            Нашёлся господин, который плутал с весны. Выводить не просит, просит показать, где хороший кофе. ~ Дважды в день теряюсь нарочно, для формы.
            Роман уехал через двор на верёвке. Вернулся с геранью между девяностой и девяносто первой: там поцелуй. ~ Корзина пошла вниз, осторожно, кот.
            Девять спиц и одно разбитое сердце: хозяйка просто зашла от дождя. За второе не беру. ~ Обещают сушь, читаю стихи.
            Запись четыре тысячи вторая: ссор нет, качели скрипят, с третьего этажа смеялись. Подчёркнуто дважды. ~ Карандаш привязан к скамейке, я тоже.
            Переход возвращает голоса на четыре секунды позже и чуть добрее. Нарушений нет. После работы вернул[ся|ась] за «спокойной ночи». ~ Топаю ногами, за это платят.
            # things
            звонок с чужой фамилией
            билет закрытой линии
            ключ, подходящий к трём дверям
            зонт с историей
            план коротких дорог
            базилик в оконном ящике
            велосипедный звонок, который поёт
            письмо без адреса
            фонарь со старого бульвара
            пальто без одной пуговицы мэра
            # events
            День Открытых Окон ~ Дня Открытых Окон
            Юбилей Трамвая ~ Юбилея Трамвая
            Большой обмен зонтами ~ Большого обмена зонтами
            Ночь Крыш ~ Ночи Крыш
            Дворовый концерт ~ Дворового концерта
            Снежное Утро ~ Снежного Утра
            Праздник соседей ~ Праздника соседей
            # acts
            заблудиться нарочно
            поговорить с соседями сверху
            пересечь город без плана
            вырастить помидоры на крыше
            успеть на последний трамвай
            вернуть зонт
            выучить все короткие дороги
            помириться на лестнице
            проснуться раньше города
            найти тихую скамейку
            # foods
            рогалик из ночной пекарни
            кулёк жареных орехов
            дворовый суп
            крепкий кофе из киоска
            # details
            Пахнет дождём на тёплом асфальте.
            Трамвай звякает дважды, будто здоровается.
            Кто-то поливает балкон и прохожих.
            Окна загораются, как в рождественском календаре.
            Мимо по важным делам идёт голубь.
            Из подвала выходит музыка и садится на ступеньки.
            Лифт вздыхает между этажами.
            Где-то лифт застрял между двумя настроениями.
            Голубь едет на трамвае, всего одну остановку.
            На втором этаже жарят рыбу и мирятся.
            Все светофоры в кои-то веки согласны.
            Окно повторяет закат для опоздавших.
            Кто-то свистит со двора, и выглядывают пятеро.
            # sayings
            у каждой стены две стороны и одно ухо
            короткая дорога та, где пекарня
            сначала позвони, потом волнуйся
            город — это обещание незнакомцам
            последний трамвай не ждёт и гениев
            смотри вверх, город живёт там
            # tags
            город
            последнийтрамвай
            крыши
            соседи
            двор
            ночнаяпекарня
            # surnames
            Трамвайщиков
            Бульваров
            Лестницын
            Мостовский
            Фонарёв
            Углов
            Парков
            Дворцов
            """)
}
