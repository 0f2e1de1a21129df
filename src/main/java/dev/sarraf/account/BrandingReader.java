package dev.sarraf.account;

import dev.sarraf.http.Fields;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Reads what a page is to look like.
public final class BrandingReader {
    private static final int LONGEST_WORD = 100;

    private BrandingReader() {}

    /// The settings in this object; what is null in it is not set.
    ///
    /// @throws dev.sarraf.errors.Refusal where one is unknown, or has a value that it cannot have
    public static Branding read(Fields fields) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Setting.all(false).forEach(setting -> readWord(fields, setting, values));
        fields.object("colors").ifPresent(colors -> {
            Setting.all(true).forEach(setting -> readColor(colors, setting, values));
            colors.end();
        });
        fields.end();
        return new Branding(values);
    }

    private static void readWord(Fields fields, Setting setting, Map<Setting, String> values) {
        if (setting.choices().isEmpty()) {
            fields.text(setting.text(), Setting.LONGEST_FONT).ifPresent(text -> values.put(setting, text));
            return;
        }
        fields.text(setting.text(), LONGEST_WORD)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .ifPresent(text -> {
                    if (!setting.allows(text)) {
                        throw fields.invalid(
                                setting.text(), "must be one of " + String.join(", ", setting.choices()) + ".");
                    }
                    values.put(setting, text);
                });
    }

    private static void readColor(Fields colors, Setting setting, Map<Setting, String> values) {
        colors.text(setting.text(), LONGEST_WORD).ifPresent(text -> {
            if (!setting.allows(text)) {
                throw colors.invalid(setting.text(), "must be a color such as #635bff: # and 3, 4, 6 or 8 hex digits.");
            }
            values.put(setting, text);
        });
    }
}
