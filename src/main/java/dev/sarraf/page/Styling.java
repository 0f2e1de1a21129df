package dev.sarraf.page;

import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a merchant's settings change of a page's looks: values of the style sheet's own properties, and nothing
/// else.
///
/// They stand in the page itself, so that nothing more is loaded and nothing changes its color late. The page's
/// policy names them by their hash; no text of the merchant's gets into them but names of fonts ([FontList]).
///
/// @param css empty where the page looks as it does by itself
/// @param scheme what a browser draws its own controls in: `light`, `dark` or `light dark`
public record Styling(String css, String scheme) {
    static final Styling STANDARD = new Styling("", "light dark");

    private static final Map<String, Map<String, String>> SHAPES = Map.of(
            "borderStyle sharp",
                    Map.of("radius", "0px", "radius-box", "0px", "radius-tile", "0px", "radius-sheet", "0px"),
            "borderStyle pill",
                    Map.of(
                            "radius",
                            "28px",
                            "radius-box",
                            "20px",
                            "radius-tile",
                            "12px",
                            "radius-sheet",
                            "28px",
                            "pad",
                            "20px"),
            "spacing condensed", Map.of("space", "0.75"),
            "spacing spacious", Map.of("space", "1.35"),
            "inputSize small", Map.of("field", "44px"),
            "inputSize large", Map.of("field", "56px"),
            "inputStyle flat", Map.of("field-edges", "0 0 1px", "field-radius", "0px", "pad", "2px"),
            "inputStyle filled",
                    Map.of("field-edges", "0 0 1px", "field-radius", "var(--radius-tile) var(--radius-tile) 0 0"),
            "formLayout compact", Map.of("form-space", "0.75", "label", "0.8125rem"));

    static Styling of(Branding branding) {
        var mode = branding.get(Setting.COLOR_MODE).orElse("system");
        var shape = new LinkedHashMap<String, String>();
        for (var setting : Setting.all(false)) {
            branding.get(setting)
                    .map(value -> SHAPES.getOrDefault(setting.text() + " " + value, Map.of()))
                    .ifPresent(shape::putAll);
        }
        branding.get(Setting.FONT_FAMILY)
                .map(FontList::parse)
                .filter(fonts -> !fonts.isEmpty())
                .ifPresent(fonts -> shape.put("font", fonts.css() + ", var(--system-font)"));
        var css = rule(shape) + colors(branding, mode);
        return css.isEmpty() ? STANDARD : new Styling(css, mode.equals("system") ? STANDARD.scheme : mode);
    }

    public boolean isStandard() {
        return css.isEmpty();
    }

    /// For the style element of a page.
    public Content content() {
        return output -> output.writeContent(css);
    }

    /// As a policy names what stands in the style element, if there is one.
    Optional<String> source() {
        return isStandard() ? Optional.empty() : Optional.of("'sha256-" + hash(css) + "'");
    }

    private static String colors(Branding branding, String mode) {
        boolean chosen =
                Setting.all(true).stream().anyMatch(color -> branding.get(color).isPresent());
        boolean filled = branding.get(Setting.INPUT_STYLE).stream().anyMatch("filled"::equals);
        return switch (mode) {
            case "light", "dark" -> colors(Palette.of(branding, mode.equals("dark"), true));
            default ->
                chosen || filled
                        ? colors(Palette.of(branding, false, false)) + "@media (prefers-color-scheme: dark) {"
                                + colors(Palette.of(branding, true, false)) + "}"
                        : "";
        };
    }

    private static String colors(Palette palette) {
        var tokens = palette.tokens();
        var rule = rule(tokens).replaceFirst("}$", "");
        return rule + "color-scheme: " + (palette.surface().isDark() ? "dark" : "light") + "}";
    }

    private static String rule(Map<String, String> tokens) {
        return tokens.isEmpty()
                ? ""
                : tokens.entrySet().stream()
                        .map(token -> "--" + token.getKey() + ": " + token.getValue() + ";")
                        .collect(Collectors.joining("", ":root {", "}"));
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
