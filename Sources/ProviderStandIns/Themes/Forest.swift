extension ThemeTexts {
    /// Woods, spirits and gardens.
    static let forest = ThemeTexts(
        english: """
            # names
            Rootwhisper
            The Canopy Kingdom
            Mossmere
            The Elder Boughs
            Greenhush
            # about
            essence ~ a world that is one endless forest, where trees remember everything and villages hang between branches like lanterns.
            theme ~ Living with a forest that listens: growth, patience and the price of a felled tree
            palette ~ emerald, amber, cream
            technology ~ Nothing is cut, everything is grown: bridges from braided roots, lamps from glow moss, letters carried by trained jays.
            society ~ The Ringkeepers read the years in the trunks and settle disputes; the Canopy has the light, the Undergrowth the roots, and each believes it carries the other.
            culture ~ Every child plants a tree and must visit it with all its news. Lies told under an oak are said to sour the acorns.
            geography ~ Seven layers from the Roots to the Crown; in the middle stands the First Tree, which no one has ever walked around in a single day.
            history ~ After the Great Felling the forest closed its paths for a hundred years; it opened them again to a child who apologised.
            climate ~ Green dusk at noon, honeyed evenings, and rains that arrive from below as mist.
            resources ~ Resin, mushrooms, silk of moon spiders, and sunlight, which is traded by the hour.
            conflict ~ The Pruners want to shape the forest to human needs; the Wild Hand holds that every cut is a theft.
            magic ~ Trees lend their strength to whoever knows their true name, and nobody is told more than three.
            period ~ The ninth ring after the Great Felling
            speech ~ People speak Leafish by day and a language of knocks at night.
            style ~ lush enchanted forest illustration, dappled green light and glowing mushrooms
            # places
            the First Tree ~ at the First Tree ~ a colossal ancient tree with stairs winding around its trunk
            Lantern Bough ~ on Lantern Bough ~ a mighty branch hung with dozens of lanterns
            the Moss Library ~ in the Moss Library ~ a library grown from living wood and carpeted with moss
            Mushroom Market ~ at Mushroom Market ~ market stalls under giant glowing mushrooms
            the Rope Bridges ~ on the Rope Bridges ~ rope bridges swinging between treetops in the mist
            the Spring of Names ~ at the Spring of Names ~ a clear spring among ferns and carved stones
            the Fox Tavern ~ in the Fox Tavern ~ a cosy tavern inside a hollow oak
            the Clearing of Disputes ~ in the Clearing of Disputes ~ a round sunlit clearing with a ring of stumps
            the Root Cellars ~ in the Root Cellars ~ winding cellars between roots lit by fireflies
            # roles
            reader of tree rings
            moss lamp lighter
            bridge braider
            mushroom sommelier
            trainer of letter jays
            moon spider silk spinner
            guide through the fog paths
            resin jeweller
            owl interpreter
            healer with bark and honey
            beekeeper of the crown
            warden of forbidden clearings
            # work
            Read a stump today: a dry year, a wedding, forty quiet springs, then a ring so narrow that I took off my hat. ~ I have sawdust in my lashes and three centuries in my pocket.
            Lit two hundred lamps from the roots up. The last one always wants to be asked twice, and I always pretend that it does not know me. ~ The moss is damp tonight and glows like gossip.
            The new bridge holds a goat, two cousins and a piano. The roots chose the curve themselves; my share was to stop arguing. ~ My fingers still remember the over and under.
            Tasted a chanterelle with notes of rain, old chapel and an apology. Paired it with silence. Do not rush such a mushroom. ~ There is a promising smell behind the third oak.
            Blue, my best jay, delivered a love letter to the right branch and read it aloud to be sure. We are working on discretion. ~ The jays are moulting and take everything personally.
            It took a night and eleven spiders to make one thread that holds a secret. The twelfth spider only watched and was, I think, the teacher. ~ My spindle is full of moonlight and dust.
            Led nine people through the white today, and ten came out. Nobody minds; she knows good songs and carries her own cup. ~ The fog has put its hand on my shoulder again.
            Set a drop of amber with a gnat that looks insulted. The customer says it has her uncle's face, and has taken a discount for it. ~ Resin on my cuffs; today I close all doors with my elbow.
            The old barn owl spoke at the meeting for an hour. In translation: "Less." The rest was about mice. ~ I am hoarse; owlish is all in the throat.
            Willow for fever, honey for courage, and for the boy who cannot sleep a promise to come back. The promise worked first. ~ The honey has set overnight; winter must be thinking of us.
            At the very top the hives hum in four-part harmony, and the queen conducts with one antenna. I only carry the smoke and the applause. ~ I have been stung twice, both times deservedly.
            Turned away two poets and a deer from the Third Clearing. The deer understood. The poets are writing about it. ~ My keys are quiet today, as if listening.
            # things
            an acorn that ticks
            a lantern full of glow moss
            a whistle that only owls hear
            a map drawn on birch bark
            a comb of petrified amber
            a cloak of moon spider silk
            a key carved from root
            a jar of bottled sunlight
            a mushroom that hums
            a letter written on a leaf
            # events
            the Night of Fireflies
            the First Sap
            the Feast of Falling Leaves
            the Mushroom Moon
            the Council of Owls
            the Day of Planting
            the Great Rain from Below
            # acts
            listen to a tree without interrupting
            braid a bridge from roots
            find the way in the fog
            learn a tree's true name
            climb to the crown before sunrise
            sing bees to sleep
            tell a mushroom from a promise
            walk without breaking a twig
            grow a chair
            keep a fire as small as a flower
            # foods
            a mushroom pie
            a cup of pine needle tea
            a honeycomb on warm bread
            a bowl of chestnut soup
            # details
            It smells of resin and wet earth.
            A jay repeats somebody's secret.
            Light falls in coins through the leaves.
            Somewhere a branch decides to creak.
            Fireflies try out new constellations.
            The moss is softer than any bed.
            An acorn drops, and the whole village looks up.
            A woodpecker corrects somebody's spelling.
            The ferns have rolled up for the night.
            Somebody is frying mushrooms three branches up.
            A squirrel has mislaid an entire winter.
            The leaves turn over, all at once, like readers.
            The rope bridge is still swinging from somebody in a hurry.
            # sayings
            nobody ever hurried a tree
            roots first, opinions later
            the forest hears, so speak kindly
            even the tallest oak was once overlooked
            follow the mushroom, not the path
            a leaf falls only once, so watch
            # tags
            forestlife
            mossandlight
            treetalk
            canopy
            firstsap
            fireflies
            # surnames
            Alder
            Thornby
            Fernwick
            Oakes
            Bramble
            Hawthorne
            Mosley
            Birchall
            # motifs
            glowing mushrooms
            shafts of green light
            drifting fireflies
            giant roots and ferns
            lanterns hanging from branches
            """,
        russian: """
            # names
            Корнешёпот
            Королевство Крон
            Мшистая Чаща
            Старшие Ветви
            Зеленотишь
            # about
            essence ~ один бесконечный лес, где деревья помнят всё, а деревни висят между ветвями, как фонари.
            theme ~ Жизнь с лесом, который слушает: рост, терпение и цена срубленного дерева
            technology ~ Здесь ничего не рубят, всё выращивают: мосты из сплетённых корней, лампы из светящегося мха, письма разносят учёные сойки.
            society ~ Хранители Колец читают годы по стволам и решают споры; у Крон есть свет, у Подлеска — корни, и каждый уверен, что держит другого.
            culture ~ Каждый ребёнок сажает дерево и должен приходить к нему со всеми новостями. Говорят, от лжи под дубом горчат жёлуди.
            geography ~ Семь ярусов от Корней до Венца; посередине стоит Первое Дерево, которое ещё никто не обошёл за один день.
            history ~ После Великой Рубки лес на сто лет закрыл тропы и открыл их снова ребёнку, который попросил прощения.
            climate ~ Зелёные сумерки в полдень, медовые вечера и дожди, которые приходят снизу, туманом.
            resources ~ Смола, грибы, шёлк лунных пауков и солнечный свет, которым торгуют по часам.
            conflict ~ Садовники хотят подстроить лес под людей; Дикая Рука считает, что всякий срез — это кража.
            magic ~ Деревья одалживают силу тому, кто знает их настоящее имя, а больше трёх имён не узнать никому.
            period ~ Девятое кольцо после Великой Рубки
            speech ~ Днём говорят по-лиственному, а ночью перестукиваются.
            style ~ сказочная лесная иллюстрация: пятна зелёного света и светящиеся грибы
            # places
            Первое Дерево ~ у Первого Дерева
            Фонарная ветвь ~ на Фонарной ветви
            Моховая библиотека ~ в Моховой библиотеке
            Грибной рынок ~ на Грибном рынке
            Верёвочные мосты ~ на Верёвочных мостах
            Родник Имён ~ у Родника Имён
            трактир «Лиса» ~ в трактире «Лиса»
            Поляна Споров ~ на Поляне Споров
            Корневые погреба ~ в Корневых погребах
            # roles
            [чтец|чтица] древесных колец
            [фонарщик|фонарщица] мха
            [плетельщик|плетельщица] мостов
            грибной сомелье
            [дрессировщик|дрессировщица] почтовых соек
            [прядильщик|пряха] лунного шёлка
            [проводник|проводница] по туманным тропам
            ювелир по смоле
            [переводчик|переводчица] с совиного
            [лекарь|знахарка] коры и мёда
            [пасечник|пасечница] Венца
            [смотритель|смотрительница] запретных полян
            # work
            Читаю сегодня пень: засуха, свадьба, сорок тихих вёсен, а потом кольцо такое узкое, что снимаю шапку. ~ В ресницах опилки, в кармане три столетия.
            Двести фонарей, от корней и выше. Последний всегда ждёт, чтобы попросили дважды, и я всегда делаю вид, что мы незнакомы. ~ Мох сегодня сырой и светится, как сплетня.
            Новый мост держит козу, двух кузин и пианино. Изгиб корни выбрали сами, с меня — только перестать спорить. ~ Пальцы всё ещё помнят: под, над, под.
            Попробовали лисичку: дождь, старая часовня, чьё-то извинение. Подаю с тишиной. Такой гриб не торопят. ~ За третьим дубом многообещающе пахнет.
            Синька, лучшая из соек, доставила любовное письмо по адресу и для верности прочла вслух. Работаем над тактом. ~ Сойки линяют и всё принимают на свой счёт.
            Ночь и одиннадцать паучих — вот цена одной нити, которая удержит тайну. Двенадцатая просто смотрела и, думаю, была учительницей. ~ На веретене лунный свет и немного пыли.
            [Вёл|Вела] сквозь белое девятерых, вышло десять. Никто не против: песни у неё хорошие и кружка своя. ~ Туман опять кладёт руку мне на плечо.
            Вставляю в оправу янтарь с обиженной мошкой. Заказчица узнаёт в ней дядю и просит скидку. ~ Манжеты в смоле, двери открываю локтем.
            Старая сипуха говорила на собрании целый час. В переводе: «Меньше». Остальное — про мышей. ~ Горло село: совиный весь на связках.
            Ива от жара, мёд для храбрости, а мальчику без сна — обещание вернуться. Обещание помогло первым. ~ Мёд за ночь загустел: зима о нас думает.
            На самом верху ульи гудят на четыре голоса, матка дирижирует усиком. С меня дым и аплодисменты. ~ Два укуса за утро, оба справедливые.
            Не пустил[|а] на Третью поляну двух поэтов и оленя. Олень понял. Поэты пишут об этом. ~ Ключи сегодня молчат, будто слушают.
            # things
            жёлудь, который тикает
            фонарь, полный светящегося мха
            свисток, слышный только совам
            план троп на бересте
            гребень из старого янтаря
            плащ из паучьего шёлка
            ключ, вырезанный из корня
            солнце в закрытой банке
            гриб, который тихо гудит
            письмо на кленовом листе
            # events
            Ночь Светляков ~ Ночи Светляков
            Первый Сок ~ Первого Сока
            Праздник Листопада ~ Праздника Листопада
            Грибная Луна ~ Грибной Луны
            Совет Сов ~ Совета Сов
            День Посадки ~ Дня Посадки
            Великий Дождь Снизу ~ Великого Дождя Снизу
            # acts
            слушать дерево не перебивая
            сплести мост из корней
            найти дорогу в тумане
            узнать настоящее имя дерева
            подняться к Венцу до рассвета
            убаюкать пчёл песней
            отличить гриб от обещания
            пройти и не сломать ни веточки
            вырастить стул
            развести огонь не больше цветка
            # foods
            грибной пирог
            чай из сосновых иголок
            мёд в сотах на тёплом хлебе
            каштановый суп
            # details
            Пахнет смолой и мокрой землёй.
            Сойка повторяет чей-то секрет.
            Свет падает сквозь листву монетками.
            Где-то ветка решает скрипнуть.
            Светляки пробуют новые созвездия.
            Мох мягче любой постели.
            Падает жёлудь, и вся деревня поднимает голову.
            Дятел исправляет чьи-то ошибки.
            Папоротники свернулись на ночь.
            Тремя ветвями выше жарят грибы.
            Белка куда-то задевала целую зиму.
            Листья переворачиваются разом, как читатели.
            Верёвочный мост ещё качается: кто-то спешил.
            # sayings
            дерево ещё никто не поторопил
            сначала корни, потом мнения
            лес слышит, говори по-доброму
            и самый высокий дуб когда-то не замечали
            иди за грибом, а не за тропой
            лист падает один раз — смотри
            # tags
            лесное
            мохисвет
            разговорыдеревьев
            кроны
            первыйсок
            светляки
            # surnames
            Ольхов
            Терновский
            Папоротников
            Дубравин
            Ежевикин
            Боярышников
            Мохов
            Берёзов
            """)
}
