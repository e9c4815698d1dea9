extension ThemeTexts {
    /// Numbers, proofs and equations.
    static let mathematics = ThemeTexts(
        english: """
            # names
            Axiomata
            The Integral Continuum
            Eulerhaven
            The Land of Open Proofs
            Limitless Lemma
            The Calculus Coast
            # about
            essence ~ a world in which everything, from rainfall to jealousy, is described by equations that anyone may read and almost nobody can solve.
            theme ~ Life as mathematics: whatever exists has a formula, and the formula can be argued with
            palette ~ deep blue, gold, chalk white
            technology ~ Machines are built as proofs: a bridge stands as long as its theorem holds, lamps burn by convergent series, and a broken device is repaired with chalk.
            society ~ Standing depends on rigour. Provers decide, Estimators trade, Conjecturers dream, and the Irrationals live outside the census and are said to know the best songs.
            culture ~ Poems are written in two columns, statement and proof; lullabies are sequences, and a good joke is one whose last term nobody expected.
            geography ~ The land is a surface with curvature: parallel roads meet beyond the hills, the coast is a fractal nobody has measured, and in the north lies the Discontinuity.
            history ~ In the beginning stood three axioms. The Fourth was added by a vote, and the war about its necessity lasted a hundred years; its last battle was won by a counterexample.
            climate ~ Weather comes as solutions of a differential equation; on boundary days it may have two solutions at once.
            resources ~ Chalk from the white quarries, prime numbers from the deep wells, and time, which is handed out in finite sums.
            conflict ~ The Formalists want every feeling written down and solved; the Intuitionists swear that whatever has no construction must be left in peace.
            magic ~ What others call magic is here a proof without words: shown once, understood at once, impossible to repeat.
            period ~ The age after the Great Conjecture, counted in iterations
            speech ~ People talk in ordinary words, but promises are given as inequalities and apologies as corrections of sign.
            style ~ luminous geometric surrealism, floating formulas and fractal architecture
            # places
            the Bridge of Limits ~ on the Bridge of Limits ~ a slender bridge of glowing formulas that never quite reaches the other shore
            Prime Square ~ on Prime Square ~ a plaza paved with numbered stones around a golden spiral fountain
            the Library of Open Problems ~ in the Library of Open Problems ~ an endless library whose shelves curve into a Moebius strip
            the Fractal Coast ~ on the Fractal Coast ~ a shoreline of infinitely branching coves
            the Tower of Induction ~ at the Tower of Induction ~ a tower in which every floor is a smaller copy of the one below
            the Café Asymptote ~ in the Café Asymptote ~ a cosy café with tables arranged along a hyperbola
            the Probability Market ~ at the Probability Market ~ a bustling market of dice, urns and coloured cards
            the Garden of Curves ~ in the Garden of Curves ~ a garden of hedges shaped as sine waves and spirals
            the Observatory of Zero ~ in the Observatory of Zero ~ a round white observatory with a perfectly dark lens
            # roles
            keeper of axioms
            weather differentiator
            surveyor of the infinite coast
            prime diver
            teacher of imaginary numbers
            proof carpenter
            probability broker
            corrector of street equations
            composer of sequences
            night integrator
            detective of missing terms
            gardener of graphs
            # work
            The ninth axiom has been restless since spring. I dusted it, read it its own consequences and turned the lamp down. ~ I take nothing for granted, it is in the safe.
            The second derivative of this morning was negative, so take an umbrella and forgive quickly. ~ The barometer and I disagree in sign only.
            Measured the bay again. It is longer than last week by everything I had overlooked. My ruler has begun to sigh. ~ There is always one more cove.
            Down past nine thousand the light gets thin. Brought up a twin, perfectly shy; I let the other one go with it. ~ My ears pop at every hundred.
            A pupil asked whether they exist. I asked him the same. We both turned by ninety degrees and felt better. ~ I marked the homework with i, it squared itself.
            Put up a proof with one beam too many, and it stands, but it is not beautiful. Tomorrow I shall take the beam out and hold my breath. ~ My lemmas are stacked by length, out of the rain.
            Sold a baker three chances in ten that she loves him. He asked for four. We settled on bread. ~ The dice are resting, they had a hard night.
            Changed a plus to a minus on Harbour Street, and the pigeons landed at once. Whoever writes there: mind the brackets, please. ~ My chalk is short and my temper is even.
            Two, three, five, then a pause. I tried seven. It sounded expected, so I wrote a sparrow instead. The publisher is thinking. ~ I cannot sleep until I know what comes next.
            From dusk to dawn I add up what the day left in thin slices. It comes to more than people think. The constant I keep for myself. ~ The area under this night is considerable.
            The missing x was last seen on the left-hand side with somebody's square root. It has asked not to be found; I am inclined to agree. ~ I never close a bracket without looking inside.
            Pruned two edges, and the whole tree connected. The smallest leaf now has a neighbour, and both pretend that it was chance. ~ My roots are many and one of them is double.
            # things
            an abacus of meteor glass
            a pair of compasses that draws only true circles
            a notebook with the missing proof
            a dice with seven faces
            a Klein bottle of ink
            a slide rule inherited from a duellist
            a theorem pressed between glass plates
            a chalk that writes only the truth
            a knot with no ends
            a mirror that changes signs
            # events
            Pi Day
            the Night of Zeros
            the Grand Conjecture Fair
            the Equinox of Both Sides
            the Tournament of Lemmas
            the Storm of Derivatives
            the Feast of the Golden Ratio
            # acts
            solve the equation of the dawn
            prove the obvious
            count the waves without rounding
            divide the last pie fairly
            find the shortest way to forgiveness
            draw a perfect circle by hand
            extract a root without tears
            simplify a difficult character
            catch a prime in the wild
            argue with a theorem
            # foods
            a slice of warm pi pie
            a cup of Fibonacci tea
            a Möbius pretzel
            a bowl of convergent soup
            # details
            It smells of chalk and rain.
            Somewhere a tram counts its stops aloud.
            The lamps blink in prime intervals.
            On the wall someone has corrected a minus, twice.
            The shadows fall at exactly equal angles.
            A flock of birds draws a parabola and forgets it.
            The clock tower strikes an irrational hour.
            The pigeons land in ascending order.
            A proof is drying on the line between two windows.
            Somebody divides a cake, and there is no remainder.
            The shadows meet at a right angle.
            A child counts to infinity and is called in for supper.
            The fountain draws parabolas and wipes them out.
            # sayings
            whatever is not proved may still be loved
            two halves do not always make a whole
            check the boundary conditions and then jump
            a minus is only a plus that is tired
            every limit has someone approaching it
            never divide by a person
            # tags
            mathlife
            axioms
            equations
            openproblem
            infinity
            chalkdust
            # surnames
            Lemmaris
            Axelrod
            Sigmund
            Primrose
            Radix
            Tangent
            Hilbern
            Quotient
            # motifs
            glowing equations floating in the air
            golden spirals
            geometric constellations
            fractal trees
            chalk-white polyhedra
            """,
        russian: """
            # names
            Аксиоматика
            Интегральный Континуум
            Эйлерия
            Земля Открытых Доказательств
            Беспредельная Лемма
            Берег Производных
            # about
            essence ~ мир, в котором абсолютно всё, от дождя до ревности, описывается уравнениями: прочесть их может каждый, а решить — почти никто.
            theme ~ Жизнь как математика: у всего сущего есть формула, и с формулой можно спорить
            technology ~ Машины строят как доказательства: мост стоит, пока верна его теорема, лампы горят сходящимися рядами, а сломанный прибор чинят мелом.
            society ~ Положение зависит от строгости. Доказатели решают, Оценщики торгуют, Гипотетики мечтают, а Иррациональные живут вне переписи и, говорят, знают лучшие песни.
            culture ~ Стихи пишут в два столбца: утверждение и доказательство; колыбельные здесь — последовательности, а хорошая шутка — та, последнего члена которой никто не ждал.
            geography ~ Земля — поверхность с кривизной: параллельные дороги сходятся за холмами, берег фрактален, и никто не сумел его измерить, а на севере лежит Разрыв.
            history ~ Вначале были три аксиомы. Четвёртую приняли голосованием, и война о её необходимости длилась сто лет; последнюю битву выиграл контрпример.
            climate ~ Погода приходит как решение дифференциального уравнения; в граничные дни решений бывает сразу два.
            resources ~ Мел из белых карьеров, простые числа из глубоких колодцев и время, которое выдают конечными суммами.
            conflict ~ Формалисты требуют записать и решить каждое чувство; интуиционисты клянутся, что не построенное следует оставить в покое.
            magic ~ То, что другие зовут магией, здесь — доказательство без слов: показано однажды, понято сразу, повторить нельзя.
            period ~ Эпоха после Великой гипотезы; годы считают итерациями
            speech ~ Говорят обычными словами, но обещания дают неравенствами, а извинения приносят сменой знака.
            style ~ светящийся геометрический сюрреализм: парящие формулы, фрактальная архитектура, мел и золото на глубоком синем
            # places
            Мост Пределов ~ на Мосту Пределов
            площадь Простых Чисел ~ на площади Простых Чисел
            Библиотека Нерешённых Задач ~ в Библиотеке Нерешённых Задач
            Фрактальный берег ~ на Фрактальном берегу
            башня Индукции ~ у башни Индукции
            кафе «Асимптота» ~ в кафе «Асимптота»
            Вероятностный рынок ~ на Вероятностном рынке
            Сад Кривых ~ в Саду Кривых
            обсерватория Нуля ~ в обсерватории Нуля
            # roles
            [хранитель|хранительница] аксиом
            [дифференциатор|дифференциаторша] погоды
            [землемер|землемерша] бесконечного берега
            [ныряльщик|ныряльщица] за простыми числами
            [учитель|учительница] мнимых чисел
            [плотник|плотница] доказательств
            [маклер|маклерша] вероятностей
            [правщик|правщица] уличных уравнений
            [сочинитель|сочинительница] последовательностей
            [ночной интегратор|ночная интеграторша]
            [сыщик|сыщица] пропавших членов
            [садовник|садовница] графов
            # work
            Девятая аксиома с весны неспокойна. Стираю пыль, читаю ей её же следствия, приглушаю лампу. ~ Ничего не принимаю на веру, вера в сейфе.
            Вторая производная утра отрицательна: берите зонт и прощайте быстрее. ~ С барометром расходимся только в знаке.
            Мерил[|а] бухту снова. Длиннее прошлой недели на всё, что мимо глаз. Рулетка вздыхает. ~ Всегда есть ещё одна бухточка.
            За девятой тысячей света мало. Достал[|а] близнеца, очень робкого; второго отпускаю вместе с ним. ~ Уши закладывает на каждой сотне.
            Ученик спросил, существуют ли они. Спрашиваю его о том же. Оба повернулись на девяносто градусов, полегчало. ~ Домашние отмечаю буквой i, в квадрат возводятся сами.
            Доказательство стоит, но одна балка лишняя, некрасиво. Завтра вынимаю и не дышу. ~ Леммы сложены по длине, под навесом.
            Пекарю проданы три шанса из десяти, что она его любит. Просил четыре. Сошлись на хлебе. ~ Кости отдыхают, трудная ночь.
            На Портовой меняю плюс на минус — голуби сели разом. Кто там пишет: скобки, пожалуйста. ~ Мел короткий, характер чётный.
            Два, три, пять, потом пауза. Семь звучит предсказуемо, пишу воробья. Издатель думает. ~ Не засну, пока не пойму, что дальше.
            От заката до рассвета складываю тонкие ломтики дня. Выходит больше, чем думают. Константу беру себе. ~ Площадь под этой ночью немалая.
            Пропавшего икса видели слева с чьим-то корнем. Просит не искать, и я склоняюсь согласиться. ~ Не закрываю скобку, не заглянув внутрь.
            Две ветки срезаны, и граф связен. У крайней вершины теперь соседка, обе делают вид, что случайно. ~ Корней много, один кратный.
            # things
            абак из метеоритного стекла
            циркуль, рисующий только истинные окружности
            блокнот с пропавшим доказательством
            кубик с семью гранями
            чернила в бутылке Клейна
            арифмометр прадеда-дуэлянта
            стекло с засушенной теоремой
            мелок, который пишет только правду
            узел без концов
            зеркальце, меняющее знаки
            # events
            День Пи ~ Дня Пи
            Ночь Нулей ~ Ночи Нулей
            Ярмарка Великой гипотезы ~ Ярмарки Великой гипотезы
            Равноденствие обеих частей ~ Равноденствия обеих частей
            Турнир лемм ~ Турнира лемм
            Шторм производных ~ Шторма производных
            Праздник Золотого сечения ~ Праздника Золотого сечения
            # acts
            решить уравнение рассвета
            доказать очевидное
            сосчитать волны без округления
            справедливо разделить последний пирог
            найти кратчайший путь к прощению
            нарисовать от руки идеальную окружность
            извлечь корень без слёз
            упростить собственный характер
            поймать простое число на воле
            переспорить теорему
            # foods
            тёплый пирог «Пи»
            чай Фибоначчи
            крендель Мёбиуса
            сходящийся суп
            # details
            Пахнет мелом и дождём.
            Где-то трамвай вслух считает остановки.
            Фонари мигают через простые промежутки.
            На стене кто-то дважды исправил минус.
            Тени ложатся под совершенно равными углами.
            Стая птиц чертит параболу и тут же её забывает.
            Башенные часы бьют иррациональный час.
            Голуби садятся по возрастанию.
            Между окнами сушится чьё-то доказательство.
            Кто-то делит торт, и без остатка.
            Тени встречаются под прямым углом.
            Ребёнок считает до бесконечности, его зовут ужинать.
            Фонтан рисует параболы и стирает.
            # sayings
            что не доказано, то всё ещё можно любить
            две половины не всегда составляют целое
            проверь граничные условия — и прыгай
            минус — это просто уставший плюс
            к каждому пределу кто-нибудь стремится
            никогда не дели на человека
            # tags
            матжизнь
            аксиомы
            уравнения
            нерешённое
            бесконечность
            меловаяпыль
            # surnames
            Леммин
            Аксёнов
            Сигмин
            Простов
            Радикалов
            Котангенсов
            Гильбертов
            Эйлеров
            """)
}
