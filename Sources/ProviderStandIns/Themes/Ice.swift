extension ThemeTexts {
    /// Snow, glaciers and northern lights.
    static let ice = ThemeTexts(
        english: """
            # names
            Winterreach
            Frostlantern
            The Glass Fjords
            Aurora Hold
            The Long White
            # about
            essence ~ a world of ice and northern lights, where words can freeze in the air and warmth is the only wealth that grows by being shared.
            theme ~ Warmth in the cold: trust, memory and fires that must not go out
            palette ~ azure, pearl, violet
            technology ~ Sledges with sails, lenses of clear ice, heated gardens over hot springs, and frozen archives that one thaws to read.
            society ~ Hearth circles decide together; the Firekeeper has two votes, and the one who came last gets the place nearest to the stove.
            culture ~ Promises are breathed onto ice; in spring one sees which ones held. Songs are short because of the frost.
            geography ~ Fjords of glass, a white plain without end, warm valleys full of steam, and the Wandering Glacier, which visits each town once in a century.
            history ~ When the sun went away for eleven years, the circles were founded; it came back, the circles stayed.
            climate ~ Nine months of blue winter, three of white summer, and the lights every night.
            resources ~ Firewood, whale oil, hot springs, honest work; furs are inherited like houses.
            conflict ~ The Thaw wants to melt the glacier and live like others; the Frost says that whoever melts the past drowns in it.
            magic ~ The lights answer questions, but only those asked for someone else.
            period ~ The two hundredth winter after the Return
            speech ~ Few words, long pauses; a nod may be an essay.
            style ~ crystalline winter painting, aurora skies and glowing ice
            # places
            Aurora Square ~ on Aurora Square ~ a snowy square under green northern lights
            the Hot Springs ~ at the Hot Springs ~ steaming springs between snow-covered rocks
            the Frozen Archive ~ in the Frozen Archive ~ an archive of glowing ice blocks
            the Harbour of Sledges ~ in the Harbour of Sledges ~ a harbour of sailing sledges on a frozen lake
            the Stove House ~ in the Stove House ~ a warm wooden house around a huge tiled stove
            the Glass Fjord ~ on the Glass Fjord ~ a fjord of transparent blue ice
            the Fox Lighthouse ~ at the Fox Lighthouse ~ a small red lighthouse in the snow
            the Snow Market ~ at the Snow Market ~ a market of candlelit stalls in the snow
            the Blue Cave ~ in the Blue Cave ~ a cave of luminous blue ice
            # roles
            firekeeper
            reader of frozen promises
            ice lens grinder
            sledge captain
            aurora listener
            keeper of the frozen archive
            glacier diplomat
            dog team poet
            mitten engineer
            hot spring gardener
            snow cartographer
            teller of the sunless years
            # work
            Three hundred and eleven days without a night off, and the flame knows my knock. Tonight it leaned towards me first. ~ My sleeves are singed on the side of duty.
            Thawed a promise over a cup of tea: "I'll be back before the snow". It was eighty years old. The granddaughter signed for it. ~ I breathe on every word before I read it.
            Ground a lens so clear that the first thing it showed me was my own hurry. The second was a bear, who had none. ~ There is a winter's worth of dust on my apron.
            Nine dogs, two passengers, one cake. All arrived; the cake in the memory of the dogs. ~ The runners are waxed and the route is rumour.
            Last night the green band told the one about the fisherman again, but with a new ending. I have sent for the fisherman. ~ I sleep with one window open, for the crackle.
            Shelved eleven apologies by date of freezing. One of them is addressed to me. I am waiting for my lunch break. ~ The archive is at minus forty, and so is my handwriting.
            The glacier proposes to advance one metre and calls it friendship. We offered a bench with a view. It is thinking; come back in a century. ~ Patience is my only protocol today.
            Composed an ode for the left lead dog. The right one has stopped talking to me, so tomorrow's sonnet is hers. ~ My metre has eight legs and a tail.
            Presented a mitten with a window for the thumb. The committee asked why. I let them wave at each other. They approved it at once. ~ I have lost another left one to research.
            The first radish of the dark months, grown by steam and singing. We cut it into forty slices and saluted each one. ~ My boots are steaming, the rest of me is not.
            Today's map shows thirty-one kinds of white and one footprint. I asked around. Nobody admits to the footprint. ~ The snow has rewritten my morning.
            The children wanted the year when the lamp went out. I told it in the dark, as one should, and somebody small held my sleeve until the end. ~ I save the warm words for the evening.
            # things
            a mitten without a pair
            a lens of clear ice
            a lantern of whale oil
            a frozen word in a jar
            a sledge bell
            a map of warm places
            a knife of mammoth bone
            a scarf eleven years long
            a matchbox with the last match
            a snow globe with a moving light
            # events
            the Return of the Sun
            the Night of Green Light
            the Sledge Regatta
            the Thawing of Promises
            the Visit of the Glacier
            the Longest Supper
            the First Frost Fair
            # acts
            keep a fire with one log
            read a promise in the ice
            sail a sledge in the dark
            ask the lights a question
            thaw an old letter
            knit a path home
            cross the fjord on trust
            warm a stranger's hands
            walk without a shadow in the snow
            sing at forty below
            # foods
            a bowl of fish soup
            a mug of hot cloudberry juice
            a smoked trout
            a warm rye bun
            # details
            It smells of smoke and snow.
            The lights move as if somebody shook out a curtain.
            Our breath hangs in the air and listens.
            The ice cracks far away, like a distant thought.
            Every window holds a candle.
            Snow falls upwards for a moment.
            The dogs sigh in their sleep.
            Breath freezes and falls with a small clink.
            Dogs sleep in a heap and dream of running.
            The ice sings somewhere far under our feet.
            A lamp in a window melts a round hole in the night.
            Somebody knocks the snow off their boots, twice, for luck.
            The sky rustles its green curtain.
            # sayings
            warmth is the only thing that grows when shared
            a frozen word still counts
            knock off the snow, leave the rest
            the last one gets the stove
            ice remembers, so step kindly
            no winter has ever stayed
            # tags
            winterlife
            northernlights
            bythestove
            firekeepers
            snowwords
            longwhite
            # surnames
            Frost
            Snowdon
            Halvorsen
            Isbrand
            Winters
            Norrland
            Eiriksen
            Polaris
            # motifs
            green and violet northern lights
            glowing ice crystals
            snow-covered roofs
            sledges with sails
            candlelit windows
            """,
        russian: """
            # names
            Зимний Предел
            Морозный Фонарь
            Стеклянные Фьорды
            Приют Сияния
            Долгая Белизна
            # about
            essence ~ мир льда и северных сияний, где слова замерзают в воздухе, а тепло — единственное богатство, которое растёт, если им делиться.
            theme ~ Тепло посреди холода: доверие, память и огни, которые нельзя погасить
            technology ~ Сани под парусами, линзы из чистого льда, сады над горячими источниками и замороженные архивы, которые оттаивают, чтобы прочесть.
            society ~ Всё решают круги у очага; у Хранителя огня два голоса, а место у печи — тому, кто пришёл последним.
            culture ~ Обещания выдыхают на лёд; весной видно, какие удержались. Песни короткие — из-за мороза.
            geography ~ Стеклянные фьорды, белая равнина без края, тёплые долины в пару и Бродячий ледник, который раз в сто лет навещает каждый город.
            history ~ Когда солнце ушло на одиннадцать лет, возникли круги; солнце вернулось, круги остались.
            climate ~ Девять месяцев синей зимы, три — белого лета, и сияние каждую ночь.
            resources ~ Дрова, китовый жир, горячие источники, честная работа; шубы наследуют, как дома.
            conflict ~ Оттепель хочет растопить ледник и жить как все; Мороз говорит: кто растопит прошлое, тот в нём утонет.
            magic ~ Сияние отвечает на вопросы, но только на те, что заданы за другого.
            period ~ Двухсотая зима после Возвращения
            speech ~ Мало слов, долгие паузы; кивок может быть целым рассказом.
            style ~ хрустальная зимняя живопись: сияние в небе и светящийся лёд
            # places
            площадь Сияния ~ на площади Сияния
            Горячие ключи ~ у Горячих ключей
            Замёрзший архив ~ в Замёрзшем архиве
            Гавань саней ~ в Гавани саней
            Печной дом ~ в Печном доме
            Стеклянный фьорд ~ на Стеклянном фьорде
            Лисий маяк ~ у Лисьего маяка
            Снежный рынок ~ на Снежном рынке
            Синяя пещера ~ в Синей пещере
            # roles
            [хранитель|хранительница] огня
            [чтец|чтица] замёрзших обещаний
            [шлифовщик|шлифовщица] ледяных линз
            капитан саней
            [слушатель|слушательница] сияния
            архивариус замёрзших писем
            дипломат при леднике
            поэт собачьей упряжки
            инженер рукавиц
            садовод у горячих ключей
            картограф снега
            [рассказчик|рассказчица] о бессолнечных годах
            # work
            Триста одиннадцать дней без выходных, и пламя узнаёт мой стук. Сегодня оно наклонилось первым. ~ Рукава подпалены со стороны долга.
            Оттаяло над чашкой обещание: «Вернусь до снега». Ему восемьдесят лет. Расписалась внучка. ~ Дышу на каждое слово, прежде чем прочесть.
            Линза вышла такой чистой, что первым показала мою же спешку. Вторым — медведя, у него спешки нет. ~ На фартуке целая зима ледяной пыли.
            Девять собак, два пассажира, один торт. Доехали все, торт — в памяти собак. ~ Полозья натёрты, маршрут — по слухам.
            Ночью зелёная лента опять рассказывала про рыбака, но с новым концом. За рыбаком послали. ~ Сплю с открытым окном, ради треска.
            На полку одиннадцать извинений, по дате замерзания. Одно адресовано мне. Жду обеда. ~ В архиве минус сорок, и почерк у меня такой же.
            Ледник предлагает продвинуться на метр и называет это дружбой. Мы — скамейку с видом. Думает; приходите через век. ~ Из протокола сегодня одно терпение.
            Ода левой вожатой готова. Правая со мной не разговаривает, завтра сонет ей. ~ Стихи у меня восьминогие и хвостатые.
            Показываю комиссии рукавицу с окошком для пальца. Спросили зачем. Пусть помашут друг другу. Утвердили сразу. ~ Ещё одна левая пала жертвой науки.
            Первая редиска тёмных месяцев: пар и пение. Сорок ломтиков, каждому честь. ~ Сапоги парят, остальное пока нет.
            На сегодняшней карте тридцать один вид белого и один след. Спрашиваю всех. След ничей. ~ Снег переписал моё утро.
            Дети просили про год, когда погасла лампа. Рассказываю в темноте, как положено; до самого конца кто-то маленький держит меня за рукав. ~ Тёплые слова берегу на вечер.
            # things
            варежки от разных пар
            стекло из чистого льда
            фонарь на китовом жиру
            замёрзшее слово в банке
            колокольчик с саней
            перечень тёплых мест
            нож из мамонтовой кости
            шарф в одиннадцать лет длиной
            коробок с последней спичкой
            снежный шар с живым огоньком
            # events
            Возвращение Солнца ~ Возвращения Солнца
            Ночь Зелёного Света ~ Ночи Зелёного Света
            Санная регата ~ Санной регаты
            Таяние Обещаний ~ Таяния Обещаний
            Визит Ледника ~ Визита Ледника
            Самый Долгий Ужин ~ Самого Долгого Ужина
            Ярмарка первого мороза ~ Ярмарки первого мороза
            # acts
            поддерживать огонь одним поленом
            прочесть обещание во льду
            вести сани в темноте
            задать сиянию вопрос
            разморозить старое письмо
            связать дорогу домой
            перейти фьорд на доверии
            согреть чужие руки
            идти по снегу без следов
            петь при минус сорока
            # foods
            рыбный суп
            горячий морс из морошки
            копчёный хариус
            тёплый ржаной хлеб
            # details
            Пахнет дымом и снегом.
            Сияние колышется, будто кто-то вытряхивает занавеску.
            Дыхание висит в воздухе и слушает.
            Лёд трещит далеко, как чужая мысль.
            В каждом окне свеча.
            Снег на миг идёт вверх.
            Собаки вздыхают во сне.
            Дыхание замерзает и падает, чуть звякнув.
            Собаки спят кучей и бегут во сне.
            Лёд поёт где-то глубоко под ногами.
            Лампа в окне протаяла в ночи кружок.
            Кто-то дважды стряхивает снег с сапог, на счастье.
            Небо шуршит зелёным занавесом.
            # sayings
            тепло растёт, только если делиться
            замёрзшее слово тоже считается
            отряхни снег, остальное оставь
            последнему — место у печи
            лёд помнит, ступай по-доброму
            ни одна зима ещё не осталась навсегда
            # tags
            зима
            северноесияние
            упечи
            хранителиогня
            снежныеслова
            долгаябелизна
            # surnames
            Морозов
            Снежин
            Зимний
            Ледов
            Метелин
            Полярный
            Инеев
            Вьюгин
            """)
}
