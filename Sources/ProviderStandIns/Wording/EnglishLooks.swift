extension Wording {
    /// How characters look, in English; entry by entry the same in every language.
    static let englishLooks = """
        # hair
        copper wavy
        black straight
        silver cropped
        chestnut braided
        golden curly
        dark brown tousled
        white long
        auburn tied-back
        blue-tinted short
        ash-blond shoulder-length
        raven curly
        ginger cropped
        # eyes
        green
        grey
        amber
        dark brown
        blue
        hazel
        violet
        black
        # skin
        pale freckled
        light olive
        warm tan
        golden brown
        deep brown
        fair
        bronze
        dark
        # clothes
        teal coat with brass buttons
        crimson scarf over a dark jacket
        mustard sweater with patched elbows
        indigo robe with embroidered cuffs
        forest green cloak with a silver clasp
        white shirt under a leather apron
        violet waistcoat and rolled sleeves
        grey travelling coat with many pockets
        orange boiler suit
        navy uniform jacket with an old badge
        rose linen [shirt|dress]
        black turtleneck with a long pendant
        turquoise tunic with a wide belt
        burgundy velvet jacket
        striped jersey with a red scarf
        olive jacket with rolled cuffs
        plum [coat with a high collar|shawl over a dark dress]
        amber quilted waistcoat
        # builds
        tall and lean
        short and sturdy
        slender with quick hands
        broad-shouldered
        of medium height, light on the feet
        angular, with a straight back
        round-faced and soft in movement
        wiry and always slightly leaning forward
        # marks
        a thin scar across the left eyebrow
        ink stains on the fingers that never quite wash off
        a gap between the front teeth
        a small star-shaped birthmark on the cheek
        round spectacles mended with wire
        one earring made of an old coin
        a streak of lighter hair above the forehead
        laughter lines that appear before the smile does
        a silver ring worn on the thumb
        a tattoo of a compass rose on the wrist
        [a short trimmed beard|a flower behind one ear]
        a wide-brimmed hat
        [a long moustache|large hoop earrings]
        a knitted cap pulled low
        # expressions
        a calm half-smile
        an attentive, slightly amused look
        a bright open laugh
        a thoughtful gaze
        a raised eyebrow
        a tired but warm smile
        a determined look
        a dreamy expression
        # poses
        head slightly tilted
        looking over the shoulder
        arms crossed
        chin resting on a hand
        facing the viewer directly
        caught in the middle of a gesture
        # artstyles
        painterly digital illustration, soft rim light
        stylised storybook portrait, clean shapes
        cinematic concept art, shallow depth of field
        warm gouache illustration, visible brush strokes
        graphic-novel style, bold light and shadow
        """
}
