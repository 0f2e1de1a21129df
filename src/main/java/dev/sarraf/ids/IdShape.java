package dev.sarraf.ids;

import java.util.regex.Pattern;

/// What the ids of one kind of object look like: `<prefix>_<test|live>_<random>`.
///
/// The random part holds 5.95 bits a character from a cryptographic generator, so that 24 characters (143 bits) can
/// neither be guessed nor meet by chance. An id of this shape with 24 characters fits the 40 that a gateway allows.
public final class IdShape {
    private final String prefix;
    private final int length;
    private final Pattern pattern;

    private IdShape(String prefix, int length) {
        this.prefix = prefix;
        this.length = length;
        this.pattern = Pattern.compile(prefix + "_(test|live)_[0-9A-Za-z]{" + length + "}");
    }

    /// Ids whose random part has 24 characters, 143 bits.
    public static IdShape of(String prefix) {
        return new IdShape(prefix, 24);
    }

    /// Ids that stand in a public address, which nobody may guess: 32 characters, 190 bits.
    public static IdShape secret(String prefix) {
        return new IdShape(prefix, 32);
    }

    public String random(Mode mode) {
        return prefix + "_" + mode.text() + "_" + Random62.text(length);
    }

    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /// The text itself when it has this shape; otherwise an IllegalArgumentException that does not repeat it.
    public String require(String text) {
        if (!matches(text)) {
            throw new IllegalArgumentException("not an id of the kind " + prefix + "_");
        }
        return text;
    }

    /// The mode that an id of any shape was made in.
    public static Mode modeOf(String id) {
        return id.contains("_live_") ? Mode.LIVE : Mode.TEST;
    }
}
