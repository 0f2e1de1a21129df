package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What merchants set changes how a page looks, and nothing that they set makes it hard to read or says anything
/// else.
class StylingTest {
    private static final Path STYLE = Path.of("src/main/resources/dev/sarraf/page/page.css");

    /// Chosen at random, but the same each time.
    private static final Random CHANCE = new Random(5);

    private static final List<String> AWKWARD = List.of(
            "#fff",
            "#000",
            "#ffffff00",
            "#00000000",
            "#777777",
            "#767676",
            "#ffff00",
            "#0000ff",
            "#ff0000",
            "#8888",
            "#fffe");

    @Test
    void a_page_of_which_nothing_is_set_carries_no_style_of_its_own() {
        assertThat(Styling.of(Branding.NONE)).isEqualTo(Styling.STANDARD);
        assertThat(Styling.of(Branding.STANDARD)).isEqualTo(Styling.STANDARD);
        assertThat(Styling.STANDARD.source()).isEmpty();
    }

    @Test
    void the_colors_without_any_setting_are_those_of_the_style_sheet() throws IOException {
        var style = Files.readString(STYLE);
        var roots = Pattern.compile(":root \\{([^}]*)}")
                .matcher(style)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(tokens(roots.get(0))).containsAllEntriesOf(Palette.LIGHT.tokens());
        assertThat(tokens(roots.get(1))).containsAllEntriesOf(Palette.DARK.tokens());
        assertThat(Palette.of(Branding.NONE, false, true)).isEqualTo(Palette.LIGHT);
        assertThat(Palette.of(Branding.NONE, true, true)).isEqualTo(Palette.DARK);
    }

    @Test
    void every_setting_of_the_shape_changes_properties_that_the_style_sheet_uses() throws IOException {
        var style = Files.readString(STYLE);
        for (var setting : Setting.all(false)) {
            for (var value : setting.choices()) {
                boolean standard = Branding.STANDARD.get(setting).stream().anyMatch(value::equals);
                var css = styling(Map.of(setting, value)).css();

                assertThat(css.isEmpty()).as(setting + " " + value).isEqualTo(standard);
                tokens(css)
                        .keySet()
                        .forEach(name -> assertThat(style)
                                .as(setting + " " + value)
                                .contains("var(--" + name + ")")
                                .contains("  --" + name + ":"));
            }
        }
    }

    @Test
    void a_mode_that_is_fixed_holds_in_the_dark_too() {
        assertThat(styling(Map.of(Setting.COLOR_MODE, "light")).css())
                .contains("--surface: #ffffff", "color-scheme: light")
                .doesNotContain("@media");
        assertThat(styling(Map.of(Setting.COLOR_MODE, "dark")))
                .satisfies(styling -> assertThat(styling.scheme()).isEqualTo("dark"))
                .satisfies(styling ->
                        assertThat(styling.css()).contains("--surface: #171b21").doesNotContain("@media"));
    }

    @Test
    void a_color_that_can_be_read_is_taken_as_it_is() {
        var palette = Palette.of(
                new Branding(Map.of(
                        Setting.PRIMARY, "#635bff",
                        Setting.FOREGROUND, "#1a1f36",
                        Setting.BACKGROUND, "#fffdf7",
                        Setting.DESTRUCTIVE, "#b00020")),
                false,
                false);

        assertThat(palette.brand().hex()).isEqualTo("#635bff");
        assertThat(palette.brandInk()).isEqualTo(Rgb.WHITE);
        assertThat(palette.ink().hex()).isEqualTo("#1a1f36");
        assertThat(palette.surface().hex()).isEqualTo("#fffdf7");
        assertThat(palette.bad().hex()).isEqualTo("#b00020");
    }

    @Test
    void a_brand_that_hides_its_ink_gets_black_or_white() {
        var yellow = Palette.of(
                new Branding(Map.of(Setting.PRIMARY, "#ffd400", Setting.PRIMARY_FOREGROUND, "#ffffff")), false, false);

        assertThat(yellow.brand().hex()).isEqualTo("#ffd400");
        assertThat(yellow.brandInk()).isEqualTo(Rgb.BLACK);
        assertThat(yellow.brandEdge().contrast(yellow.surface())).isGreaterThanOrEqualTo(Rgb.EDGE);
        assertThat(yellow.link().contrast(yellow.surface())).isGreaterThanOrEqualTo(Rgb.TEXT);
    }

    @Test
    void a_background_stays_in_the_mode_that_it_is_made_for() {
        var cream = new Branding(Map.of(Setting.BACKGROUND, "#fffdf7", Setting.FOREGROUND, "#221100"));

        assertThat(Palette.of(cream, false, false).surface().hex()).isEqualTo("#fffdf7");
        assertThat(Palette.of(cream, true, false).surface()).isEqualTo(Palette.DARK.surface());
        assertThat(Palette.of(cream, true, false).ink()).isEqualTo(Palette.DARK.ink());
    }

    @Test
    void whatever_a_merchant_chooses_can_be_read_in_light_and_dark() {
        for (int i = 0; i < 4_000; i++) {
            var branding = anything();
            for (boolean dark : List.of(false, true)) {
                for (boolean fixed : List.of(false, true)) {
                    assertLegible(Palette.of(branding, dark, fixed), branding);
                }
            }
        }
    }

    private static void assertLegible(Palette palette, Branding branding) {
        var what = branding.json() + " " + palette;
        for (var ground : List.of(palette.surface(), palette.background(), palette.fill())) {
            for (var text : List.of(palette.ink(), palette.muted(), palette.link(), palette.bad())) {
                assertThat(text.contrast(ground)).as(what).isGreaterThanOrEqualTo(Rgb.TEXT);
            }
            assertThat(palette.inputLine().contrast(ground)).as(what).isGreaterThanOrEqualTo(Rgb.EDGE);
            assertThat(palette.ring().contrast(ground)).as(what).isGreaterThanOrEqualTo(Rgb.EDGE);
        }
        assertThat(palette.bad().contrast(palette.badBackground())).as(what).isGreaterThanOrEqualTo(Rgb.TEXT);
        assertThat(palette.brandInk().contrast(palette.brand())).as(what).isGreaterThanOrEqualTo(Rgb.TEXT);
        assertThat(palette.trial().contrast(palette.trialBackground())).as(what).isGreaterThanOrEqualTo(Rgb.TEXT);
        assertThat(palette.accentInk().contrast(palette.accent())).as(what).isGreaterThanOrEqualTo(Rgb.TEXT);
        assertThat(palette.brandEdge().contrast(palette.surface())).as(what).isGreaterThanOrEqualTo(Rgb.EDGE);
        assertThat(palette.good().contrast(palette.surface())).as(what).isGreaterThanOrEqualTo(Rgb.EDGE);
    }

    @Test
    void no_text_of_a_merchant_gets_out_of_the_place_of_a_font() {
        for (var hostile : List.of(
                "</style><script>alert(1)</script>",
                "x; } body { display: none",
                "Arial\"; background: url(https://evil.example/x)",
                "url(https://evil.example/font.woff2)",
                "\\22 ; color: red",
                "'a', \"b', c;\"",
                "@import 'x'",
                "expression(alert(1))",
                "a\nb { c: d }",
                "var(--bad)",
                "/* open",
                "<!--")) {
            var css = styling(Map.of(Setting.FONT_FAMILY, hostile)).css();

            assertThat(css)
                    .as(hostile)
                    .matches("(:root \\{--font: (\"[\\p{L}\\p{N} -]+\", )+var\\(--system-font\\);})?");
        }
    }

    @Test
    void fonts_of_the_device_are_asked_for_before_our_own() {
        assertThat(styling(Map.of(Setting.FONT_FAMILY, "'Cairo', \"IBM Plex Sans\", Georgia , serif"))
                        .css())
                .isEqualTo(":root {--font: \"Cairo\", \"IBM Plex Sans\", \"Georgia\", serif, var(--system-font);}");
    }

    private static Branding anything() {
        var values = new EnumMap<Setting, String>(Setting.class);
        Setting.all(true).stream().filter(_ -> CHANCE.nextBoolean()).forEach(color -> values.put(color, color()));
        if (CHANCE.nextBoolean()) {
            values.put(Setting.INPUT_STYLE, "filled");
        }
        return new Branding(values);
    }

    private static String color() {
        return CHANCE.nextInt(3) == 0
                ? AWKWARD.get(CHANCE.nextInt(AWKWARD.size()))
                : "#%06x".formatted(CHANCE.nextInt(0x1000000));
    }

    private static Styling styling(Map<Setting, String> values) {
        return Styling.of(new Branding(values));
    }

    private static Map<String, String> tokens(String css) {
        var tokens = new HashMap<String, String>();
        Pattern.compile("--([a-z-]+): ([^;]+);")
                .matcher(css)
                .results()
                .forEach(match -> tokens.put(match.group(1), match.group(2)));
        return tokens;
    }
}
