package dev.sarraf.page;

import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The colors of a page, light or dark, by the names that the style sheet has for them.
///
/// A merchant chooses some of them, and whatever is chosen stays legible: a color that cannot be told from what it
/// stands on gives way, first to our own, then to the nearest one that can.
///
/// @param background of the page, and of the summary on it
/// @param surface what the form stands on
/// @param fill of the fields
/// @param brandEdge what tells the button from the surface where its color does not
/// @param link the brand as a color of text
record Palette(
        Rgb background,
        Rgb surface,
        Rgb fill,
        Rgb ink,
        Rgb muted,
        Rgb line,
        Rgb inputLine,
        Rgb brand,
        Rgb brandInk,
        Rgb brandEdge,
        Rgb link,
        Rgb ring,
        Rgb bad,
        Rgb badBackground,
        Rgb good,
        Rgb trial,
        Rgb trialBackground,
        Rgb accent,
        Rgb accentInk) {
    static final Palette LIGHT = new Palette(
            Rgb.of("#f6f7f9"),
            Rgb.of("#ffffff"),
            Rgb.of("#ffffff"),
            Rgb.of("#14171f"),
            Rgb.of("#5b6372"),
            Rgb.of("#d9dde5"),
            Rgb.of("#868e9c"),
            Rgb.of("#0f5f5c"),
            Rgb.of("#ffffff"),
            Rgb.of("#0f5f5c"),
            Rgb.of("#0f5f5c"),
            Rgb.of("#0f5f5c"),
            Rgb.of("#a3241c"),
            Rgb.of("#fdeceb"),
            Rgb.of("#16794c"),
            Rgb.of("#7a4f00"),
            Rgb.of("#fff4dc"),
            Rgb.of("#c4d6d4"),
            Rgb.of("#10403e"));

    static final Palette DARK = new Palette(
            Rgb.of("#0f1216"),
            Rgb.of("#171b21"),
            Rgb.of("#171b21"),
            Rgb.of("#eef1f5"),
            Rgb.of("#a3acba"),
            Rgb.of("#323a46"),
            Rgb.of("#6e7888"),
            Rgb.of("#4fb8b2"),
            Rgb.of("#06211f"),
            Rgb.of("#4fb8b2"),
            Rgb.of("#4fb8b2"),
            Rgb.of("#4fb8b2"),
            Rgb.of("#ff9d95"),
            Rgb.of("#3a1a18"),
            Rgb.of("#5fcf9a"),
            Rgb.of("#ffc963"),
            Rgb.of("#33270c"),
            Rgb.of("#223f40"),
            Rgb.of("#c9e7e4"));

    /// How far a fill, or a page behind its form, is from its surface.
    private static final double SHADE = 0.05;

    /// How far a line is from its surface, where nothing else is said of it.
    private static final double FAINT = 0.15;

    /// How far what went wrong is set off from its surface.
    private static final double TINT = 0.1;

    /// How much of the brand is in an accent of which nothing is said.
    private static final double HINT = 0.2;

    /// These colors, with what the merchant has chosen. A background that is dark stays out of light pages and the
    /// other way round, unless the merchant has fixed which of them there are.
    static Palette of(Branding branding, boolean dark, boolean fixed) {
        return new Painter(branding, dark ? DARK : LIGHT, dark, fixed).paint();
    }

    /// The properties that a style sheet sets to these colors.
    Map<String, String> tokens() {
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("background", background.hex());
        tokens.put("surface", surface.hex());
        tokens.put("fill", fill.hex());
        tokens.put("ink", ink.hex());
        tokens.put("muted", muted.hex());
        tokens.put("line", line.hex());
        tokens.put("input-line", inputLine.hex());
        tokens.put("brand", brand.hex());
        tokens.put("brand-ink", brandInk.hex());
        tokens.put("brand-edge", brandEdge.hex());
        tokens.put("link", link.hex());
        tokens.put("ring", ring.hex());
        tokens.put("bad", bad.hex());
        tokens.put("bad-background", badBackground.hex());
        tokens.put("good", good.hex());
        tokens.put("trial", trial.hex());
        tokens.put("trial-background", trialBackground.hex());
        tokens.put("accent", accent.hex());
        tokens.put("accent-ink", accentInk.hex());
        return tokens;
    }

    /// Chooses one color after the other, those first that others stand on.
    private record Painter(Branding branding, Palette own, boolean dark, boolean fixed) {
        Palette paint() {
            var surface = ground(Setting.BACKGROUND, own.surface).orElse(own.surface);
            var contrary = surface.readable();
            var background = page(surface, contrary);
            boolean filled = branding.get(Setting.INPUT_STYLE).stream().anyMatch("filled"::equals);
            var fill = filled ? shade(surface, contrary) : surface;
            var grounds = List.of(surface, background, fill);
            var ink = legible(Setting.FOREGROUND, own.ink, contrary, grounds);
            var brand = color(Setting.PRIMARY, surface).orElse(own.brand);
            var bad = legible(Setting.DESTRUCTIVE, own.bad, contrary, grounds);
            var badBackground = background(bad, surface, contrary);
            var accent = accent(surface, brand);
            var trial = contrary.equals(Rgb.WHITE) ? DARK : LIGHT;
            return new Palette(
                    background,
                    surface,
                    fill,
                    ink,
                    legible(Setting.MUTED_FOREGROUND, own.muted, ink, grounds),
                    color(Setting.BORDER, surface)
                            .orElse(surface.equals(own.surface) ? own.line : surface.mix(ink, FAINT)),
                    edge(color(Setting.INPUT, surface).orElse(own.inputLine), contrary, grounds),
                    brand,
                    on(brand, Setting.PRIMARY_FOREGROUND, own.brandInk),
                    edge(brand, contrary, List.of(surface)),
                    brand.until(contrary, grounds, Rgb.TEXT),
                    edge(color(Setting.RING, surface).orElse(brand), contrary, grounds),
                    bad.until(contrary, List.of(surface, background, fill, badBackground), Rgb.TEXT),
                    badBackground,
                    edge(own.good, contrary, List.of(surface)),
                    trial.trial,
                    trial.trialBackground,
                    accent,
                    accentInk(accent, surface, brand));
        }

        private Optional<Rgb> color(Setting setting, Rgb ground) {
            return branding.get(setting).map(text -> Rgb.parse(text, ground));
        }

        private Optional<Rgb> ground(Setting setting, Rgb under) {
            return color(setting, under).filter(color -> fixed || color.isDark() == dark);
        }

        /// One ink has to be legible on both the surface and the page.
        private Rgb page(Rgb surface, Rgb contrary) {
            var standard = surface.equals(own.surface) ? own.background : shade(surface, contrary);
            return ground(Setting.MUTED, surface)
                    .filter(chosen -> contrary.contrast(chosen) >= Rgb.TEXT)
                    .orElse(standard);
        }

        /// A little darker, or where that would be too dark for the ink, a little lighter.
        private static Rgb shade(Rgb surface, Rgb contrary) {
            var towards = surface.mix(contrary, SHADE);
            var opposite = contrary.equals(Rgb.WHITE) ? Rgb.BLACK : Rgb.WHITE;
            return contrary.contrast(towards) >= Rgb.TEXT ? towards : surface.mix(opposite, SHADE);
        }

        private Rgb legible(Setting setting, Rgb standard, Rgb target, List<Rgb> grounds) {
            return color(setting, grounds.getFirst())
                    .filter(chosen -> chosen.stands(grounds, Rgb.TEXT))
                    .or(() -> Optional.of(standard).filter(color -> color.stands(grounds, Rgb.TEXT)))
                    .orElseGet(() -> standard.until(target, grounds, Rgb.TEXT));
        }

        private boolean isOwn(Rgb surface, Rgb brand) {
            return brand.equals(own.brand) && surface.equals(own.surface);
        }

        private Rgb accent(Rgb surface, Rgb brand) {
            return color(Setting.ACCENT, surface).orElse(isOwn(surface, brand) ? own.accent : surface.mix(brand, HINT));
        }

        private Rgb accentInk(Rgb accent, Rgb surface, Rgb brand) {
            var standard =
                    isOwn(surface, brand) ? own.accentInk : brand.until(accent.readable(), List.of(accent), Rgb.TEXT);
            return on(accent, Setting.ACCENT_FOREGROUND, standard);
        }

        private static Rgb edge(Rgb color, Rgb contrary, List<Rgb> grounds) {
            return color.until(contrary, grounds, Rgb.EDGE);
        }

        private Rgb background(Rgb bad, Rgb surface, Rgb contrary) {
            if (bad.equals(own.bad) && surface.equals(own.surface)) {
                return own.badBackground;
            }
            var tinted = surface.mix(bad, TINT);
            return contrary.contrast(tinted) >= Rgb.TEXT ? tinted : surface;
        }

        /// What is written on a color that the merchant has chosen.
        private Rgb on(Rgb ground, Setting setting, Rgb standard) {
            return color(setting, ground)
                    .filter(chosen -> chosen.contrast(ground) >= Rgb.TEXT)
                    .or(() -> Optional.of(standard).filter(ink -> ink.contrast(ground) >= Rgb.TEXT))
                    .orElseGet(ground::readable);
        }
    }
}
