package dev.sarraf.page;

import dev.sarraf.money.Digits;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every word that the pages say, in one language.
///
/// A text may hold placeholders, `{amount}`. As HTML each value is isolated (`<bdi>`), so that an Arabic name in an
/// English sentence, or an amount in an Arabic one, cannot disturb the order of what stands around it.
public final class Texts {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    private static final Map<Language, Properties> ALL = loadAll();

    private final Language language;
    private final Properties texts;
    private final Digits digits;

    private Texts(Language language, Properties texts, Digits digits) {
        this.language = language;
        this.texts = texts;
        this.digits = digits;
    }

    /// The texts in a language, with these digits for the counts in them.
    public static Texts in(Language language, Digits digits) {
        return new Texts(language, Objects.requireNonNull(ALL.get(language)), digits);
    }

    public Digits digits() {
        return digits;
    }

    public Language language() {
        return language;
    }

    /// A text without placeholders.
    public String say(String key) {
        return say(key, Map.of());
    }

    /// For places that take no markup: a title, an attribute, JSON.
    public String say(String key, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text(key))
                .replaceAll(match -> Matcher.quoteReplacement(value(key, values, match.group(1))));
    }

    /// For the body of a page.
    public Content show(String key, Map<String, String> values) {
        return output -> write(output, key, values);
    }

    /// The form of the text that this count takes. The count itself is `{count}`.
    public String count(String key, long count) {
        return say(key + "." + language.pluralOf(count), Map.of("count", digits.write(Long.toString(count))));
    }

    private void write(TemplateOutput output, String key, Map<String, String> values) {
        var text = text(key);
        var matcher = PLACEHOLDER.matcher(text);
        int written = 0;
        while (matcher.find()) {
            output.writeUserContent(text.substring(written, matcher.start()));
            output.writeContent("<bdi>");
            output.writeUserContent(value(key, values, matcher.group(1)));
            output.writeContent("</bdi>");
            written = matcher.end();
        }
        output.writeUserContent(text.substring(written));
    }

    private String text(String key) {
        var text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("bug: no text " + key + " in " + language);
        }
        return text;
    }

    private static String value(String key, Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("bug: the text " + key + " needs a value for " + name);
        }
        return value;
    }

    private static Map<Language, Properties> loadAll() {
        var all = new EnumMap<Language, Properties>(Language.class);
        for (var language : Language.values()) {
            all.put(language, load(language));
        }
        return all;
    }

    private static Properties load(Language language) {
        var file = "texts_" + language.tag() + ".properties";
        try (var stream = Texts.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("bug: no resource " + file);
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
