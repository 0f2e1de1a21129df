package dev.sarraf.page;

import java.util.List;

/// An opaque color of a page, and how well it is told from others (WCAG 2.2, relative luminance and contrast
/// ratio).
record Rgb(int red, int green, int blue) {
    static final Rgb BLACK = new Rgb(0, 0, 0);
    static final Rgb WHITE = new Rgb(255, 255, 255);

    /// How well text has to be told from what it stands on.
    static final double TEXT = 4.5;

    /// How well the edges of a control have to be.
    static final double EDGE = 3;

    private static final int OPAQUE = 255;
    private static final int STEPS = 20;

    /// Reads `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. What shines through is seen against `ground`.
    static Rgb parse(String text, Rgb ground) {
        var digits = text.length() > 5 ? text.substring(1) : text.substring(1).replaceAll("[0-9a-fA-F]", "$0$0");
        int alpha = digits.length() == 8 ? pair(digits, 3) : OPAQUE;
        return ground.mix(new Rgb(pair(digits, 0), pair(digits, 1), pair(digits, 2)), alpha / (double) OPAQUE);
    }

    static Rgb of(String text) {
        return parse(text, WHITE);
    }

    private static int pair(String digits, int index) {
        return Integer.parseInt(digits.substring(2 * index, 2 * index + 2), 16);
    }

    /// As style sheets write it.
    String hex() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    /// Some way from this to that: 0 is this, 1 is that.
    Rgb mix(Rgb that, double share) {
        return new Rgb(part(red, that.red, share), part(green, that.green, share), part(blue, that.blue, share));
    }

    private static int part(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    double contrast(Rgb that) {
        double mine = luminance();
        double other = that.luminance();
        return (Math.max(mine, other) + 0.05) / (Math.min(mine, other) + 0.05);
    }

    boolean isDark() {
        return readable().equals(WHITE);
    }

    /// Black or white, whichever is read more easily on this. One of them always is well enough for text.
    Rgb readable() {
        return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
    }

    /// Whether it is told well enough from all of these.
    boolean stands(List<Rgb> grounds, double ratio) {
        return grounds.stream().allMatch(ground -> contrast(ground) >= ratio);
    }

    /// The color that is nearest to this one, on the way to `target`, and told well enough from all of these.
    Rgb until(Rgb target, List<Rgb> grounds, double ratio) {
        for (int step = 0; step < STEPS; step++) {
            var color = mix(target, step / (double) STEPS);
            if (color.stands(grounds, ratio)) {
                return color;
            }
        }
        return target;
    }
}
