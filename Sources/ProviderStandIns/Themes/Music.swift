extension ThemeTexts {
    /// Sound, instruments and song.
    static let music = ThemeTexts(
        english: """
            # names
            Cantabile
            The Octave Lands
            Resonance
            Tremolo Bay
            The Kingdom of Nine Strings
            # about
            essence ~ a world made of sound, where mountains hum, doors open to the right chord and silence is a weather.
            theme ~ Harmony and dissonance: finding one's own voice among many
            palette ~ violet, gold, rose
            technology ~ Bridges tuned like strings, lamps lit by overtones, and wind organs that pump the water uphill.
            society ~ Soloists are admired, the Choir decides, Tuners keep the peace; those who cannot hear read vibrations and are asked for advice.
            culture ~ Everyone has a motif instead of a signature; to whistle someone's motif behind their back is slander.
            geography ~ Drum hills, a reed coast that plays with every gust, the Bass Abyss, and the Plain of Rests, where nothing sounds.
            history ~ The first song had eleven voices; one was lost, and the world has been a little out of tune ever since.
            climate ~ Rain in three-four time, ringing frosts, and sudden silences that travel from west to east.
            resources ~ Resin, gut strings, bronze, breath; a good echo is real estate.
            conflict ~ The Scorists want every note written down; the Improvisers hold that a song that repeats is already dead.
            magic ~ A note sung at the right place and time makes things remember what they were.
            period ~ The fourth movement, bar ninety
            speech ~ Half speech, half song; questions end a third higher.
            style ~ synaesthetic art nouveau, flowing lines, notes and ribbons of light
            # places
            the Echo Hall ~ in the Echo Hall ~ a concert hall with endless arches
            String Bridge ~ on String Bridge ~ a bridge whose cables are harp strings
            the Organ Cliffs ~ at the Organ Cliffs ~ cliffs shaped like organ pipes
            Metronome Square ~ on Metronome Square ~ a square with a giant metronome
            the Drum Hills ~ in the Drum Hills ~ round hills like drums under a wide sky
            the Café Fermata ~ in the Café Fermata ~ a velvet café with a small stage
            the Reed Coast ~ on the Reed Coast ~ a coast of singing reeds
            the Instrument Hospital ~ in the Instrument Hospital ~ a workshop of broken violins and horns
            the Plain of Rests ~ on the Plain of Rests ~ a silent white plain with a single piano
            # roles
            tuner of bridges
            conductor of rain
            collector of echoes
            doctor of instruments
            street soloist
            choir diplomat
            composer of alarm bells
            bell founder
            teacher of silence
            smuggler of forbidden chords
            dancer of vibrations
            archivist of lullabies
            # work
            The railway bridge was flat in the wind by nearly a quarter. Tightened two cables, and at dusk the night train crossed in perfect fifths. ~ My fork is still ringing in my pocket.
            Gave the gutters the entry at nine, the tin roofs four bars later. A baby came in early with great conviction, and we kept it. ~ My sleeves are wet up to the second movement.
            Caught an echo today that answers before you call. I asked it nothing, and it said: "Yes, of course." ~ I keep the jar lids loose, they like to breathe.
            A cello with a cold, a drum with doubts and a flute that only needed somebody to listen. The flute was the hardest. ~ Surgery is at two, bring your own bow.
            Played the same waltz on the same corner for the nineteenth year. Today an old couple finally danced it to the end. ~ There are three coins and one button in the case.
            Altos and basses are speaking again. The peace was signed in C, everyone's second choice. ~ I hum in the middle, where no one is offended.
            The new alarm begins with a question and ends in a hug. In the drill nobody ran; they came out and looked for each other. ~ I have a siren stuck in my head, in three-four time.
            We poured the big one at midnight, and the whole village lent a spoon. It will always be a little out of tune, in everyone's favour. ~ My ears are ringing in bronze.
            Today's class lasted an hour, and nobody said a word. Best marks for the boy who heard the snow start. ~ I have to whisper even in writing.
            Carried a diminished seventh through customs, folded in four. It resolved all by itself behind the last gate. ~ If anyone asks, I only whistle scales.
            Danced the low G of the harbour until the planks remembered it. My feet are sore, and the boats are asleep. ~ My heels are a semitone apart today.
            Found the missing verse of number four hundred and six, inside a pillow. It says what all of them say: "I am here." ~ I catalogue quietly; the archive is napping.
            # things
            a tuning fork of moon silver
            a violin without a bridge
            a score with one blank bar
            a bell that rings only once
            a metronome with a limp
            a box of captured echoes
            a flute of river ice
            a drum skin with a signature
            a bow of comet hair
            a whistle for lost children
            # events
            the Night of Eleven Voices
            the Great Tuning
            the Festival of Wrong Notes
            the Silent Parade
            the Bell Migration
            the First Overture
            the Contest of Lullabies
            # acts
            sing the missing voice
            tune a bridge by ear
            catch an echo alive
            keep silent for a whole bar
            play without an audience
            dance to the rain
            forgive a wrong note
            whistle a door open
            write a lullaby for a mountain
            conduct a quarrel to its end
            # foods
            a bowl of bass soup
            a caramel clef
            a cup of throat-honey tea
            a crunchy staccato biscuit
            # details
            Somebody is practising the same two bars.
            The window panes hum in thirds.
            It smells of rosin and oranges.
            A cart passes exactly on the beat.
            The rain changes key.
            A string snaps far away, and everyone winces.
            Even the stairs creak in a minor mode.
            A gate squeaks in perfect thirds.
            Even the rain keeps time.
            Someone on the third floor cannot get past bar nine.
            The hills answer, half a tone lower.
            A kettle holds its note until somebody claps.
            Footsteps fall into a waltz.
            # sayings
            a rest is also music
            tune yourself before the others
            who hums is not afraid
            every echo was once brave
            the wrong note knows the way
            listen longer than you play
            # tags
            soundofhome
            overtones
            wrongnotes
            onthebeat
            lullaby
            resonance
            # surnames
            Cadence
            Strad
            Lyre
            Bellini
            Fermat
            Viola
            Harper
            Arpeggi
            # motifs
            ribbons of musical notes
            giant organ pipes
            floating violins
            concentric sound waves
            bells among clouds
            """,
        russian: """
            # names
            Кантабиле
            Земли Октавы
            Резонанс
            Бухта Тремоло
            Королевство Девяти Струн
            # about
            essence ~ мир, сделанный из звука: горы гудят, двери открываются на верный аккорд, а тишина бывает погодой.
            theme ~ Гармония и диссонанс: как найти свой голос среди многих
            technology ~ Мосты настроены, как струны, лампы загораются от обертонов, а ветряные органы поднимают воду в гору.
            society ~ Солистами восхищаются, решает Хор, мир хранят Настройщики; кто не слышит, тот читает вибрации, и к нему ходят за советом.
            culture ~ Вместо подписи у каждого мотив; насвистывать чужой мотив за спиной — клевета.
            geography ~ Барабанные холмы, тростниковый берег, который играет от любого ветра, Басовая бездна и Равнина Пауз, где не звучит ничто.
            history ~ В первой песне было одиннадцать голосов; один пропал, и с тех пор мир немного расстроен.
            climate ~ Дожди на три четверти, звенящие морозы и внезапные тишины, идущие с запада на восток.
            resources ~ Канифоль, жильные струны, бронза, дыхание; хорошее эхо — это недвижимость.
            conflict ~ Нотники хотят записать каждый звук; Импровизаторы считают, что песня, которая повторяется, уже мертва.
            magic ~ Нота, спетая в нужном месте и в нужный миг, напоминает вещам, чем они были.
            period ~ Четвёртая часть, девяностый такт
            speech ~ Наполовину речь, наполовину пение; вопрос кончается терцией выше.
            style ~ синестетический модерн: плавные линии, ноты и ленты света
            # places
            Зал Эха ~ в Зале Эха
            Струнный мост ~ на Струнном мосту
            Органные скалы ~ у Органных скал
            площадь Метронома ~ на площади Метронома
            Барабанные холмы ~ на Барабанных холмах
            кафе «Фермата» ~ в кафе «Фермата»
            Тростниковый берег ~ на Тростниковом берегу
            Больница инструментов ~ в Больнице инструментов
            Равнина Пауз ~ на Равнине Пауз
            # roles
            [настройщик|настройщица] мостов
            [дирижёр|дирижёр] дождя
            [собиратель|собирательница] эха
            доктор инструментов
            [уличный солист|уличная солистка]
            дипломат Хора
            композитор тревожных колоколов
            колокольных дел мастер
            [учитель|учительница] тишины
            [контрабандист|контрабандистка] запретных аккордов
            [танцор|танцовщица] вибраций
            архивариус колыбельных
            # work
            Железный мост на ветру низил почти на четверть тона. Два троса подтянуты, и ночной поезд прошёл чистыми квинтами. ~ Камертон в кармане ещё звенит.
            Водостокам вступление в девять, жестяным крышам на четыре такта позже. Младенец вступил раньше и очень уверенно, оставляем. ~ Рукава мокрые до второй части.
            Поймано эхо, которое отвечает раньше, чем позовёшь. Ничего не спрашиваю, а оно: «Ну конечно». ~ Крышки у банок неплотные, эху надо дышать.
            Виолончель с простудой, барабан с сомнениями и флейта, которую надо было просто выслушать. С флейтой труднее всего. ~ Приём в два, смычок свой.
            Девятнадцатый год тот же вальс на том же углу. Сегодня двое стариков дотанцевали наконец до конца. ~ В футляре три монеты и пуговица.
            Альты и басы снова разговаривают. Мир подписан в до мажоре, он у всех на втором месте. ~ Напеваю посередине, чтобы никого не обидеть.
            Новая тревога начинается вопросом и кончается объятием. На учениях никто не бежал: вышли и стали искать друг друга. ~ В голове застряла сирена, на три четверти.
            Большой отливали в полночь, от каждого дома по ложке. Всегда будет чуть фальшивить, в пользу всех. ~ В ушах бронза.
            Урок длился час, никто не сказал ни слова. Высший балл — мальчику, который услышал, как пошёл снег. ~ Даже пишу вполголоса.
            Уменьшённый септаккорд через таможню, сложен вчетверо. За последними воротами разрешился сам. ~ Если спросят, я насвистываю гаммы.
            Танцую портовое нижнее соль, пока доски не вспомнят. Ноги гудят, лодки спят. ~ Каблуки сегодня в полутоне друг от друга.
            Нашёлся пропавший куплет номера четыреста шесть, внутри подушки. В нём то же, что во всех: «Я здесь». ~ Каталог заполняю тихо, архив дремлет.
            # things
            камертон лунного серебра
            альт без подставки
            ноты с одним пустым тактом
            колокольчик, который звонит лишь раз
            метроном с хромотой
            короб пойманных отголосков
            рожок из речного льда
            барабан с чьей-то подписью
            смычок из хвоста кометы
            свисток для заблудившихся
            # events
            Ночь Одиннадцати Голосов ~ Ночи Одиннадцати Голосов
            Великая Настройка ~ Великой Настройки
            Фестиваль Неверных Нот ~ Фестиваля Неверных Нот
            Тихий парад ~ Тихого парада
            Перелёт колоколов ~ Перелёта колоколов
            Первая увертюра ~ Первой увертюры
            Конкурс колыбельных ~ Конкурса колыбельных
            # acts
            спеть пропавший голос
            настроить мост на слух
            поймать эхо живьём
            промолчать целый такт
            играть без публики
            танцевать под дождь
            простить неверную ноту
            высвистать дверь
            написать колыбельную для горы
            продирижировать ссорой до конца
            # foods
            басовый борщ
            карамельный ключ
            чай с мёдом для горла
            печенье «Стаккато»
            # details
            Кто-то разучивает одни и те же два такта.
            Стёкла гудят терциями.
            Пахнет канифолью и апельсинами.
            Телега проезжает точно в долю.
            Дождь меняет тональность.
            Далеко лопается струна, и все вздрагивают.
            Даже лестница скрипит в миноре.
            Калитка скрипит чистыми терциями.
            Даже дождь держит такт.
            На третьем этаже никак не одолеют девятый такт.
            Холмы отвечают, на полтона ниже.
            Чайник тянет ноту, пока не захлопают.
            Шаги складываются в вальс.
            # sayings
            пауза — тоже музыка
            настрой сначала себя
            кто напевает, тот не боится
            каждое эхо когда-то было смелым
            неверная нота знает дорогу
            слушай дольше, чем играешь
            # tags
            звукдома
            обертоны
            неверныеноты
            вдолю
            колыбельная
            резонанс
            # surnames
            Струнников
            Скрипкин
            Лирин
            Басов
            Ферматов
            Альтов
            Гармонин
            Звонарёв
            """)
}
